/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlePackerTest {
    @TempDir
    Path temp;

    private final BundlePacker packer = new BundlePacker(PackProgress.NONE);

    private Path packed() {
        return temp.resolve("b.tfb");
    }

    private Path bundle() throws IOException {
        return Plain.write(temp.resolve("b"), 5, 30);
    }

    @Test
    void the_packed_file_takes_the_place_of_the_plain_one_and_its_age() throws IOException {
        Path bundle = bundle();
        Instant youngest = PlainBundle.look(bundle).youngest();

        BundlePacker.Packed done = packer.pack(bundle, false);

        assertThat(done.packed()).isEqualTo(packed().toRealPath());
        assertThat(done.files()).isEqualTo(7);
        assertThat(bundle).doesNotExist();
        assertThat(Files.getLastModifiedTime(packed()).toInstant()).isEqualTo(youngest);
        try (var names = Files.list(temp)) {
            assertThat(names).containsExactly(packed());
        }
    }

    @Test
    void payloads_are_packed_in_the_order_of_their_numbers_behind_manifest_and_log() throws IOException {
        packer.pack(Plain.write(temp.resolve("b"), 11, 3), true);

        try (PackedBundle bundle = PackedBundle.open(packed())) {
            assertThat(bundle.files().stream().map(PackedFile::name))
                    .startsWith("manifest.json", "trace.jsonl", "payloads/1.json", "payloads/2.json")
                    .endsWith("payloads/10.json", "payloads/11.json");
        }
    }

    @Test
    void what_only_its_owner_may_read_stays_so() throws IOException {
        Path bundle = bundle();
        Files.setPosixFilePermissions(bundle, PosixFilePermissions.fromString("rwx------"));

        packer.pack(bundle, true);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(packed())))
                .isEqualTo("rw-------");
    }

    @Test
    void a_session_without_an_end_is_left_alone_until_it_was_quiet_for_a_while() throws IOException {
        Path bundle = bundle();
        Path log = bundle.resolve("trace.jsonl");
        Files.writeString(log, "");

        assertThatThrownBy(() -> packer.pack(bundle, false))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("it is still being written");
        assertThat(log).exists();
        assertThat(packed()).doesNotExist();

        Files.setLastModifiedTime(log, FileTime.from(Instant.now().minusSeconds(601)));
        packer.pack(bundle, false);
        assertThat(packed()).exists();
    }

    @Test
    void a_bundle_that_changes_meanwhile_is_left_as_it_is() throws IOException {
        Path bundle = bundle();
        Path log = bundle.resolve("trace.jsonl");
        BundlePacker disturbed = new BundlePacker(bytes -> {
            try {
                Files.writeString(log, "more\n", StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        assertThatThrownBy(() -> disturbed.pack(bundle, false))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("was changed meanwhile");
        assertThat(log).exists();
        try (var names = Files.list(temp)) {
            assertThat(names).containsExactly(bundle);
        }
    }

    @Test
    void links_are_refused_and_not_followed() throws IOException {
        Path bundle = bundle();
        Files.createSymbolicLink(bundle.resolve("payloads/link.json"), temp.resolve("secret"));

        assertThatThrownBy(() -> packer.pack(bundle, false))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("link.json is a link, which a packed bundle does not hold");
        assertThat(bundle).exists();
        assertThat(packed()).doesNotExist();
    }

    @Test
    void what_was_packed_before_is_compared_and_never_written_over() throws IOException {
        Path bundle = bundle();
        packer.pack(bundle, true);
        byte[] first = Files.readAllBytes(packed());
        Files.writeString(bundle.resolve("payloads/1.json"), "other");

        assertThatThrownBy(() -> packer.pack(bundle, false))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("something else is in it");
        assertThat(bundle).exists();
        assertThat(packed()).hasBinaryContent(first);
    }

    @Test
    void what_was_packed_before_with_the_same_content_lets_the_plain_one_go() throws IOException {
        Path bundle = bundle();
        packer.pack(bundle, true);

        assertThat(packer.pack(bundle, false).already()).isTrue();
        assertThat(bundle).doesNotExist();
    }

    @Test
    void what_a_dead_process_left_is_cleared_away() throws IOException {
        Path bundle = bundle();
        packer.pack(bundle, true);
        Path aside = Files.move(bundle, temp.resolve(".b.packed"));
        Files.delete(aside.resolve("payloads/3.json"));
        Path partial = Files.writeString(temp.resolve(".c.packing-999999999-5"), "half");
        Path unpacking = Files.createDirectory(temp.resolve(".c.unpacking-999999999-5"));
        Path alive = Files.createDirectory(
                temp.resolve(".d.unpacking-" + ProcessHandle.current().pid() + "-0"));

        LeftOvers.clear(temp);

        assertThat(aside).doesNotExist();
        assertThat(partial).doesNotExist();
        assertThat(unpacking).doesNotExist();
        assertThat(alive).exists();
    }

    @Test
    void what_was_put_aside_stays_as_long_as_it_is_not_packed() throws IOException {
        Path bundle = bundle();
        packer.pack(bundle, true);
        Path aside = Files.move(bundle, temp.resolve(".b.packed"));
        Files.writeString(aside.resolve("payloads/3.json"), "written since");
        LeftOvers.clear(temp);
        assertThat(aside).exists();
        assertThatThrownBy(() -> packer.pack(Plain.write(temp.resolve("b")), false))
                .isInstanceOf(PackException.class)
                .hasMessageContaining(aside.getFileName() + " is in the way");

        Files.delete(packed());
        LeftOvers.clear(temp);
        assertThat(aside).exists();
    }

    @Test
    void nothing_is_unpacked_over() throws IOException {
        Path bundle = bundle();
        packer.pack(bundle, true);
        Map<String, String> before = Plain.snapshot(bundle);

        assertThatThrownBy(() -> new BundleUnpacker(PackProgress.NONE).unpack(packed(), bundle))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("is there already");
        assertThat(Plain.snapshot(bundle)).isEqualTo(before);
    }

    @Test
    void a_damaged_bundle_is_not_unpacked_in_part() throws IOException {
        packer.pack(bundle(), false);
        byte[] bytes = Files.readAllBytes(packed());
        bytes[bytes.length / 3] ^= 1;
        Files.write(packed(), bytes);

        assertThatThrownBy(() -> new BundleUnpacker(PackProgress.NONE).unpack(packed(), temp.resolve("out")))
                .isInstanceOf(DamagedPackException.class);
        try (var names = Files.list(temp)) {
            assertThat(names).containsExactly(packed());
        }
    }

    @Test
    void a_file_of_many_segments_is_read_at_its_end() throws IOException {
        Path bundle = bundle();
        byte[] large = new byte[40 << 20];
        for (int i = 0; i < large.length; i += 97) {
            large[i] = (byte) (i >> 8);
        }
        Files.write(bundle.resolve("payloads/6.json"), large);
        packer.pack(bundle, true);

        try (PackedBundle packed = PackedBundle.open(packed())) {
            PackedFile file = packed.find("payloads/6.json");
            assertThat(file).isNotNull();
            assertThat(packed.read(file)).isEqualTo(large);
            try (var in = packed.stream(file)) {
                assertThat(in.readAllBytes()).isEqualTo(large);
            }
        }
    }

    @Test
    void a_full_disk_loses_nothing() throws Exception {
        Path disk = Files.createDirectory(temp.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()), "no right to mount");
        try {
            Path bundle = Plain.write(disk.resolve("b"));
            byte[] noise = new byte[700_000];
            new java.util.Random(1).nextBytes(noise);
            Files.write(bundle.resolve("payloads/1.json"), noise);
            Map<String, String> before = Plain.snapshot(bundle);

            assertThatThrownBy(() -> packer.pack(bundle, false))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(bundle + " is not packed: No space left");
            assertThat(Plain.snapshot(bundle)).isEqualTo(before);
            try (var names = Files.list(disk)) {
                assertThat(names).containsExactly(bundle);
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}

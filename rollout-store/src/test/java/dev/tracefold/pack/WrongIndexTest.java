/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.rollout.internal.Zstd;

/** Packed bundles whose checksums are right and whose index is made up. */
class WrongIndexTest {
    private static final byte[] CONTENT = "what is packed".getBytes(UTF_8);
    private static final PackedDirectory ROOT = new PackedDirectory("", Plain.LONG_AGO, 0b111_101_101);

    @TempDir
    Path temp;

    private Path file() {
        return temp.resolve("evil.tfb");
    }

    private static PackedFile named(String name, long size) {
        return new PackedFile(name, size, Plain.LONG_AGO, 0b110_100_100, PackFormat.sha256(CONTENT), 0);
    }

    private static PackIndex.Segment segment(byte[] packed, int packedLength, int plainLength) {
        return new PackIndex.Segment(0, packedLength, 0, plainLength, PackFormat.sha256(packed));
    }

    private void write(PackIndex index, byte[] segment) throws IOException {
        byte[] bytes = index.bytes();
        write(segment, bytes, bytes.length);
    }

    private void write(byte[] segment, byte[] index, int said) throws IOException {
        byte[] packed = Zstd.frame(index, index.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(PackFormat.HEAD);
        out.write(segment);
        long at = out.size();
        out.write(packed);
        out.write(new PackFormat.Footer(at, packed.length, said, PackFormat.sha256(packed)).bytes());
        Files.write(file(), out.toByteArray());
    }

    private void refused(String problem) {
        assertThatThrownBy(() -> {
                    try (PackedBundle bundle = PackedBundle.open(file())) {
                        bundle.verify();
                    }
                })
                .isInstanceOf(DamagedPackException.class)
                .hasMessageStartingWith(file() + " is damaged at byte ")
                .hasMessageContaining(problem);
    }

    private void names(List<PackedDirectory> directories, String... names) throws IOException {
        byte[] packed = Zstd.frame(CONTENT, CONTENT.length);
        List<PackedFile> files = new java.util.ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            files.add(named(names[i], i == 0 ? CONTENT.length : 0));
        }
        write(new PackIndex(List.of(segment(packed, packed.length, CONTENT.length)), directories, files), packed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/etc/passwd", "..", "../x", "a/../../x", "./x", ".", "a//x", "a/", "a/x", "x\0y", "//x"
            })
    void a_name_that_leaves_the_bundle_or_is_written_oddly(String name) throws IOException {
        names(List.of(ROOT), name);

        refused("is no name for a file in the bundle");
        assertThatThrownBy(() -> new BundleUnpacker(PackProgress.NONE).unpack(file(), temp.resolve("out")))
                .isInstanceOf(DamagedPackException.class);
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @Test
    void a_directory_that_leaves_the_bundle() throws IOException {
        names(List.of(ROOT, new PackedDirectory("..", Plain.LONG_AGO, 0)), "x");

        refused("'..' is no name for a directory");
    }

    @Test
    void a_name_that_is_there_twice() throws IOException {
        names(List.of(ROOT), "x", "x");
        refused("'x' is there twice");
        names(List.of(ROOT, new PackedDirectory("x", Plain.LONG_AGO, 0)), "x");
        refused("'x' is there twice");
        names(List.of(ROOT), "x", "x/y");
        refused("'x/y' is no name");
    }

    @Test
    void a_bundle_without_itself() throws IOException {
        names(List.of(), "x");

        refused("the bundle itself is missing");
    }

    @Test
    void segments_that_do_not_lie_before_the_index() throws IOException {
        byte[] packed = Zstd.frame(CONTENT, CONTENT.length);
        for (int length : new int[] {0, -1, packed.length + 1, Integer.MAX_VALUE}) {
            write(
                    new PackIndex(
                            List.of(segment(packed, length, CONTENT.length)),
                            List.of(ROOT),
                            List.of(named("x", CONTENT.length))),
                    packed);
            refused("segment 1 does not lie before the index");
        }
        write(
                new PackIndex(
                        List.of(segment(packed, packed.length - 1, CONTENT.length)),
                        List.of(ROOT),
                        List.of(named("x", CONTENT.length))),
                packed);
        refused("the index begins at");
    }

    @Test
    void sizes_that_do_not_add_up() throws IOException {
        byte[] packed = Zstd.frame(CONTENT, CONTENT.length);
        for (long size : new long[] {-1, CONTENT.length + 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            write(
                    new PackIndex(
                            List.of(segment(packed, packed.length, CONTENT.length)),
                            List.of(ROOT),
                            List.of(named("x", size))),
                    packed);
            refused("there are only");
        }
        write(
                new PackIndex(
                        List.of(segment(packed, packed.length, CONTENT.length)),
                        List.of(ROOT),
                        List.of(named("x", CONTENT.length - 1))),
                packed);
        refused("the files have 13 bytes, the segments 14");
    }

    @Test
    void a_segment_that_claims_more_than_a_reader_holds() throws IOException {
        byte[] packed = Zstd.frame(CONTENT, CONTENT.length);
        for (int plain : new int[] {0, -1, Integer.MAX_VALUE, PackFormat.LARGEST_SEGMENT + 1}) {
            write(
                    new PackIndex(
                            List.of(segment(packed, packed.length, plain)), List.of(ROOT), List.of(named("x", plain))),
                    packed);
            refused("and may have 1 to 67108864");
        }
    }

    @Test
    void a_segment_that_is_not_as_long_as_it_claims() throws IOException {
        byte[] packed = Zstd.frame(CONTENT, CONTENT.length);
        write(
                new PackIndex(
                        List.of(segment(packed, packed.length, 60 << 20)),
                        List.of(ROOT),
                        List.of(named("x", 60 << 20))),
                packed);

        refused("damaged at byte 8: no zstd frame of 62914560 bytes");
    }

    @Test
    void a_file_without_its_digest() throws IOException {
        byte[] other = "what was packd".getBytes(UTF_8);
        byte[] packed = Zstd.frame(other, other.length);
        write(
                new PackIndex(
                        List.of(segment(packed, packed.length, other.length)),
                        List.of(ROOT),
                        List.of(named("x", other.length))),
                packed);

        refused("x, which is packed there, does not have its digest");
    }

    @Test
    void more_entries_than_there_is_room_for() throws IOException {
        ByteBuffer index = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        for (int count : new int[] {1, -1, Integer.MAX_VALUE}) {
            write(new byte[0], index.putInt(0, count).array(), 4);
            refused("it has no room for");
        }
        write(new byte[0], index.putInt(0, 0).array(), 4);
        refused("it ends too early");
    }

    @Test
    void an_index_larger_than_any() throws IOException {
        write(new byte[0], new byte[4], Integer.MAX_VALUE);
        refused("an index of 2147483647 bytes, which none has");
        write(new byte[0], new byte[4], 5);
        refused("no zstd frame of 5 bytes");
    }

    @Test
    void a_moment_that_never_was_and_bytes_behind_the_end() throws IOException {
        byte[] index = new PackIndex(List.of(), List.of(ROOT), List.of()).bytes();
        ByteBuffer in = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
        in.putLong(10, Long.MAX_VALUE);
        write(new byte[0], index, index.length);
        refused("no moment in time");

        byte[] longer = java.util.Arrays.copyOf(
                new PackIndex(List.of(), List.of(new PackedDirectory("", Instant.EPOCH, 0)), List.of()).bytes(),
                index.length + 1);
        write(new byte[0], longer, longer.length);
        refused("there is more behind its last file");
    }
}

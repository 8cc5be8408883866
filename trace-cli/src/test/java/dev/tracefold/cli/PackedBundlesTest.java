/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.pack.BundlePacker;
import dev.tracefold.pack.PackProgress;

/** Packed bundles, and logs compressed at rest, wherever a bundle is read. */
class PackedBundlesTest {
    @TempDir
    Path temp;

    private Path small;

    @BeforeEach
    void copy() throws IOException {
        small = Bundles.copy("small", temp);
        age(small);
    }

    private record Ran(int exitCode, String out, String err) {
        /** The same of a bundle with another name. */
        Ran named(Path from, Path to) {
            return new Ran(
                    exitCode, out.replace(from.toString(), to.toString()), err.replace(from.toString(), to.toString()));
        }
    }

    private static Ran run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode =
                Tracefold.commandLine().execute(new PrintWriter(out, true), new PrintWriter(err, true), List.of(args));
        return new Ran(exitCode, out.toString(), err.toString());
    }

    private static String good(String... args) {
        Ran ran = run(args);
        assertThat(ran.exitCode).as(ran.err).isZero();
        return ran.out;
    }

    private static void age(Path bundle) throws IOException {
        try (Stream<Path> all = Files.walk(bundle)) {
            for (Path path : all.toList()) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(10 * 86_400)));
            }
        }
    }

    private static Path pack(Path bundle) throws IOException {
        return new BundlePacker(PackProgress.NONE).pack(bundle, true).packed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reduce @ -o -",
                "reduce @ --json -o /dev/null",
                "check @ --json",
                "summary @",
                "show @",
                "show @ call_tests --raw",
                "show @ raw_payload:3 --raw",
                "show @ raw_payload:3 --json",
                "explain @ call_tests",
                "events @ --json",
                "diff @ --from 3 --to 9",
            })
    void every_command_says_the_same_of_it(String line) throws IOException {
        Path packed = pack(small);

        Ran plain = run(line.replace("@", small.toString()).split(" "));
        assertThat(run(line.replace("@", packed.toString()).split(" ")).named(packed, small))
                .isEqualTo(plain);
    }

    static Stream<Path> conformance() throws IOException {
        List<Path> bundles = new ArrayList<>();
        for (Path root :
                List.of(Path.of("../examples/bundles"), Path.of(System.getProperty("tracefold.conformance", "none")))) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> all = Files.walk(root, 3)) {
                    all.filter(path -> Files.isRegularFile(path.resolve("manifest.json"))
                                    || Files.isRegularFile(path.resolve("trace.jsonl")))
                            .forEach(bundles::add);
                }
            }
        }
        return bundles.stream();
    }

    @ParameterizedTest
    @MethodSource("conformance")
    void every_shared_bundle_reduces_to_the_same_from_packed_as_from_plain(Path shared) throws IOException {
        Path plain = Bundles.copyTree(shared, temp.resolve("case"));
        age(plain);
        if (!Files.exists(plain.resolve("manifest.json"))) {
            return;
        }
        for (String salvage : List.of("--until=100000000", "--salvage")) {
            Path packed = temp.resolve("case.tfb");
            if (!Files.exists(packed)) {
                Ran ran = run("pack", "--keep", plain.toString());
                if (ran.err.contains("is a link")) {
                    return;
                }
                assertThat(ran.exitCode).as(ran.err).isZero();
            }
            assertThat(run("reduce", salvage, packed.toString(), "-o", "-").named(packed, plain))
                    .isEqualTo(run("reduce", salvage, plain.toString(), "-o", "-"));
        }
    }

    @Test
    void a_bundle_is_found_under_its_old_name_and_in_its_directory() throws IOException {
        String before = good("summary", small.toString());
        good("pack", small.toString());

        assertThat(small).doesNotExist();
        assertThat(good("summary", small.toString())).isEqualTo(before);
        assertThat(good("reduce", "--json", temp.toString()))
                .startsWith("{\"bundle\":\"" + temp.resolve("small.tfb") + "\",\"ok\":true");
        assertThat(temp.resolve("small.state.json")).exists();
    }

    @Test
    void the_plain_one_wins_where_both_are() throws IOException {
        pack(small);
        Files.createDirectory(temp.resolve(".x.packed"));
        Files.copy(small.resolve("manifest.json"), temp.resolve(".x.packed/manifest.json"));

        assertThat(good("reduce", "--json", temp.toString()).lines())
                .singleElement()
                .asString()
                .startsWith("{\"bundle\":\"" + small + "\"");
    }

    @Test
    void pack_and_unpack_say_what_they_did() throws IOException {
        assertThat(good("pack", small.toString()))
                .startsWith(small + ": 21 files, ")
                .contains("small.tfb");
        assertThat(good("unpack", temp.resolve("small.tfb").toString()))
                .contains(": 21 files, ", "restored in " + small);
        assertThat(good("check", small.toString())).contains("sound");
        Ran again = run("unpack", temp.resolve("small.tfb").toString());
        assertThat(again.exitCode).isEqualTo(1);
        assertThat(again.err)
                .isEqualTo("tracefold unpack: " + small + " is there already; unpacking never writes over anything."
                        + System.lineSeparator());
        assertThat(good(
                        "unpack",
                        temp.resolve("small.tfb").toString(),
                        "-o",
                        temp.resolve("other").toString(),
                        "--json"))
                .contains("\"files\":21");
    }

    @Test
    void all_old_ones_are_packed_and_the_others_are_not() throws IOException {
        Path young = Bundles.copy("cells", temp);
        Files.setLastModifiedTime(young.resolve("trace.jsonl"), FileTime.from(Instant.now()));
        String[] all = {"pack", "--all", temp.toString(), "--older-than", "7d"};

        assertThat(good(Stream.concat(Stream.of(all), Stream.of("--dry-run")).toArray(String[]::new)))
                .contains(small + ": 17 kB would be packed", "1 bundle, 17 kB to pack");
        assertThat(small).exists();
        assertThat(good(all)).contains("1 bundle, 17 kB packed in");
        assertThat(small).doesNotExist();
        assertThat(young).exists();
        assertThat(good(all)).isEqualTo("nothing to pack" + System.lineSeparator());
        assertThat(good("pack", "--all", temp.toString(), "--json")).contains("\"result\":\"packed\"", "\"files\":17");
    }

    @Test
    void what_cannot_be_packed_is_one_sentence() throws IOException {
        Files.writeString(small.resolve("trace.jsonl"), "");
        assertThat(run("pack", small.toString()))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "tracefold pack: " + small
                                + " is not packed: it is still being written. It has no end, and less than"
                                + " 10 minutes ago it was written to." + System.lineSeparator()));
        assertThat(run("pack", temp.resolve("gone").toString()).exitCode).isEqualTo(3);
        assertThat(run("pack").exitCode).isEqualTo(2);
        assertThat(run("pack", small.toString(), "--older-than", "7d").exitCode).isEqualTo(2);
        assertThat(run("pack", "--all", temp.toString(), "--older-than", "soon").err)
                .contains("wants an age in days, hours or minutes, as 7d, 12h or 90m, not 'soon'");
    }

    @Test
    void damage_is_named_by_file_and_place_with_the_exit_code_of_bad_evidence() throws IOException {
        good("pack", small.toString());
        Path packed = temp.resolve("small.tfb");
        byte[] bytes = Files.readAllBytes(packed);
        bytes[40] ^= 4;
        Files.write(packed, bytes);

        for (String command : List.of("summary", "reduce", "events", "unpack")) {
            Ran ran = run(command, packed.toString());
            assertThat(ran.exitCode).as(command).isEqualTo(1);
            assertThat(ran.err).startsWith("tracefold " + command + ": " + packed + " is damaged at byte 8: ");
        }
        Ran check = run("check", packed.toString());
        assertThat(check.exitCode).isEqualTo(1);
        assertThat(check.out).contains("PACK_DAMAGED: " + packed + " is damaged at byte 8");
    }

    @Test
    void a_packed_bundle_is_not_followed() throws IOException {
        assertThat(run("follow", pack(small).toString()).err).contains("nobody writes it any more");
    }

    @Test
    void a_log_compressed_at_rest_is_read_packed_or_not_and_the_plain_one_wins() throws IOException {
        String before = good("reduce", small.toString(), "-o", "-");
        Path log = small.resolve("trace.jsonl");
        byte[] lines = Files.readAllBytes(log);
        Files.write(small.resolve("trace.jsonl.zst"), Zstd.compress("nonsense".getBytes(UTF_8)));
        assertThat(good("reduce", small.toString(), "-o", "-")).isEqualTo(before);

        Files.delete(log);
        Files.write(small.resolve("trace.jsonl.zst"), Zstd.compress(lines));
        age(small);
        assertThat(good("reduce", small.toString(), "-o", "-")).isEqualTo(before);
        assertThat(good("check", small.toString())).contains("sound");
        assertThat(good("reduce", pack(small).toString(), "-o", "-")).isEqualTo(before);

        byte[] cut = Files.readAllBytes(small.resolve("trace.jsonl.zst"));
        Files.write(small.resolve("trace.jsonl.zst"), java.util.Arrays.copyOf(cut, cut.length / 2));
        Ran damaged = run("reduce", small.toString(), "-o", "-");
        assertThat(damaged.exitCode).isEqualTo(1);
        assertThat(damaged.err).contains("trace.jsonl.zst is damaged at byte");
    }

    @Test
    void a_large_bundle_goes_through_little_memory() throws Exception {
        byte[] history = new byte[6 << 20];
        for (int i = 0; i < history.length; i++) {
            history[i] = (byte) ('a' + (i * 31 + (i >> 9)) % 26);
        }
        for (int i = 0; i < 40; i++) {
            history[i] = (byte) ('A' + i % 26);
            Files.writeString(small.resolve("payloads/9" + i + ".json"), '"' + new String(history, UTF_8) + '"');
        }
        age(small);

        for (List<String> args : List.of(
                List.of("pack", small.toString()),
                List.of("check", temp.resolve("small.tfb").toString()),
                List.of("reduce", temp.resolve("small.tfb").toString(), "-o", "-"),
                List.of("unpack", temp.resolve("small.tfb").toString()))) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Tracefold.class.getName()));
            command.addAll(args);
            Path out = temp.resolve("out.txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        }
        assertThat(small.resolve("payloads/939.json")).hasSize(history.length + 2);
    }
}

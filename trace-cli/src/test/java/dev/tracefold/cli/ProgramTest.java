/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process, as people run it. */
class ProgramTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final List<String> TRACEFOLD = List.of(
            JAVA,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Tracefold.class.getName());

    @TempDir
    Path temp;

    private Path small;

    @BeforeEach
    void copy() {
        small = Bundles.copy("small", temp);
    }

    private record Ran(int exitCode, String out, String err) {}

    private Ran run(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(TRACEFOLD);
        command.addAll(List.of(args));
        return run(command);
    }

    /** Runs a line of the shell, where $TRACEFOLD is the program. */
    private Ran shell(String line) throws IOException, InterruptedException {
        String program = String.join(
                " ", TRACEFOLD.stream().map(word -> "'" + word + "'").toList());
        return run(List.of("sh", "-c", line.replace("$TRACEFOLD", program)));
    }

    private Ran run(List<String> command) throws IOException, InterruptedException {
        Path out = temp.resolve("out.txt");
        Path err = temp.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    @Test
    void reduce_writes_the_state_into_the_bundle_and_says_so() throws Exception {
        Ran ran = run("reduce", small.toString());

        assertThat(ran.err).isEmpty();
        assertThat(ran.exitCode).isZero();
        assertThat(ran.out).contains("24 events became 11 items").contains("state.json");
        assertThat(small.resolve("state.json")).content().startsWith("{\n  \"schema_version\": 1,");
        assertThat(namesIn(small)).containsExactlyInAnyOrder("manifest.json", "trace.jsonl", "payloads", "state.json");
    }

    @Test
    void reduce_to_standard_output_gives_the_same_bytes() throws Exception {
        run("reduce", small.toString());

        assertThat(run("reduce", small.toString(), "-o", "-").out)
                .isEqualTo(Files.readString(small.resolve("state.json")));
    }

    @Test
    void json_is_one_line_a_bundle_good_or_bad() throws Exception {
        Bundles.copy("broken", temp);

        Ran ran = run("reduce", "--json", temp.resolve("broken").toString(), small.toString());

        assertThat(ran.exitCode).isEqualTo(1);
        assertThat(ran.out.lines().toList())
                .containsExactly(
                        "{\"bundle\":\"" + temp.resolve("broken")
                                + "\",\"ok\":false,\"error\":{\"code\":\"SEQUENCE_GAP\",\"seq\":10,\"line\":9,"
                                + "\"message\":\"seq 10 comes where 9 is due: events are missing\"}}",
                        "{\"bundle\":\"" + small + "\",\"ok\":true,\"events\":24,\"items\":11,\"diagnostics\":[]}");
        assertThat(ran.err).isEmpty();
    }

    @Test
    void too_little_memory_is_said_in_a_sentence() throws Exception {
        Path rollout = temp.resolve("rollout-2026-03-02T09-14-05-0199c2f0-5a10-7c31-9b52-4f0e6a7d1c01.jsonl");
        Files.writeString(
                rollout,
                Files.readAllLines(Path.of("../examples/rollouts/sessions/2026/03/02/" + rollout.getFileName()))
                                .get(0)
                        + "\n{\"timestamp\":\"2026-03-02T09:14:09.000Z\",\"type\":\"event_msg\",\"payload\":"
                        + "{\"type\":\"user_message\",\"message\":\""
                        + "long ".repeat(6_000_000)
                        + "\"}}\n");
        List<String> command = new ArrayList<>(TRACEFOLD);
        command.add(1, "-Xmx24m");
        command.addAll(List.of("summary", rollout.toString()));
        Ran ran = run(command);

        assertThat(ran.exitCode).isEqualTo(3);
        assertThat(ran.err.lines()).hasSize(1);
        assertThat(ran.err).contains("more memory than Java was given").contains("-Xmx");
    }

    @Test
    void that_a_library_cannot_be_unpacked_is_said_in_a_sentence() throws Exception {
        Path rollout = Files.write(temp.resolve("rollout.jsonl.zst"), Zstd.compress("{}\n".getBytes(UTF_8)));
        List<String> command = new ArrayList<>(TRACEFOLD);
        command.add(1, "-Djava.io.tmpdir=" + temp.resolve("nowhere"));
        command.addAll(List.of("summary", rollout.toString()));
        Ran ran = run(command);

        assertThat(ran.exitCode).isEqualTo(3);
        // Newer Java has warnings of its own about such a directory and such a library.
        assertThat(ran.err.lines().filter(line -> !line.isEmpty() && !line.startsWith("WARNING:")))
                .singleElement()
                .asString()
                .startsWith("tracefold summary: ")
                .contains("cannot be unpacked into " + temp.resolve("nowhere"));
    }

    @Test
    void a_failed_reduction_leaves_the_older_state_alone() throws Exception {
        Path broken = Bundles.copy("broken", temp);
        Files.writeString(broken.resolve("state.json"), "older");

        assertThat(run("reduce", broken.toString()).exitCode).isEqualTo(1);
        assertThat(broken.resolve("state.json")).hasContent("older");
        assertThat(namesIn(broken)).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void salvage_keeps_what_is_good_and_tells_what_is_not() throws Exception {
        Path broken = Bundles.copy("broken", temp);
        Path notes = temp.resolve("notes.jsonl");

        Ran ran = run("reduce", "--salvage", "--diagnostics", notes.toString(), broken.toString());

        assertThat(ran.exitCode).isZero();
        assertThat(ran.err).contains("note: line 9: seq 9 is missing");
        assertThat(notes).content().contains("\"kind\":\"torn_tail\"").contains("\"code\":\"PAYLOAD_MISSING\"");
    }

    @Test
    void a_session_of_the_home_is_explained_and_opened_by_the_name_that_it_has_there() throws Exception {
        for (String command : List.of("explain latest conversation_item:1", "show latest inference-1 --raw")) {
            Ran ran = shell("CODEX_HOME=../examples/rollouts $TRACEFOLD " + command);

            assertThat(ran.exitCode).as(ran.err).isZero();
        }
    }

    @Test
    void several_bundles_at_a_time_are_told_in_their_order() throws Exception {
        Bundles.copy("agents", temp);
        Bundles.copy("cells", temp);

        Ran ran = run("reduce", "--jobs", "3", temp.toString());

        assertThat(ran.exitCode).isZero();
        assertThat(ran.out.lines().map(line -> line.replaceAll("^.*/", "").replaceAll("\t.*", "")))
                .containsExactly("agents", "cells", "small");
    }

    @Test
    void a_reader_that_has_seen_enough_is_no_error() throws Exception {
        Ran ran = shell("$TRACEFOLD events " + small + " | head -1; exit ${PIPESTATUS:-0}");

        assertThat(ran.out.lines()).hasSize(1);
        assertThat(ran.err).isEmpty();
    }

    static boolean fullDevice() {
        return Files.exists(Path.of("/dev/full"));
    }

    @Test
    @EnabledIf("fullDevice")
    void a_full_disk_is_one_sentence() throws Exception {
        Ran output = shell("$TRACEFOLD events " + small + " >/dev/full");
        assertThat(output.exitCode).isEqualTo(3);
        assertThat(output.err.lines()).singleElement().asString().contains("cannot write standard output");
        Ran earlier = shell("$TRACEFOLD reduce --json " + small + " >/dev/full");
        assertThat(earlier.exitCode).isEqualTo(3);
        assertThat(earlier.err.lines())
                .singleElement()
                .asString()
                .startsWith("tracefold reduce: cannot write standard output");

        Ran file = run("reduce", small.toString(), "-o", "/dev/full");
        assertThat(file.exitCode).isEqualTo(3);
        assertThat(file.err.lines()).singleElement().asString().startsWith("tracefold reduce: /dev/full: ");
    }

    @Test
    void what_cannot_be_read_is_one_sentence() throws Exception {
        Path empty = Files.createDirectory(temp.resolve("empty"));

        assertRefused(3, "tracefold reduce: there is no " + temp.resolve("gone") + ".", "reduce", "gone");
        assertRefused(
                3,
                "tracefold summary: " + small.resolve("trace.jsonl")
                        + " is a file, not a bundle: name the directory that holds manifest.json, or a rollout (*.jsonl or *.jsonl.zst).",
                "summary",
                "small/trace.jsonl");
        assertRefused(
                1,
                "tracefold reduce: there is no bundle in " + empty
                        + ": a bundle is a directory with a manifest.json, or a packed one," + " NAME.tfb.",
                "reduce",
                "empty");
        assertRefused(
                1, "tracefold show: " + empty + " is no bundle: there is no manifest.json in it.", "show", "empty");
    }

    @Test
    void a_bundle_of_a_later_schema_names_both_versions() throws Exception {
        Path manifest = small.resolve("manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"schema_version\": 1", "\"schema_version\": 2"));

        Ran ran = run("reduce", small.toString());

        assertThat(ran.exitCode).isEqualTo(1);
        assertThat(ran.err).contains("version 2 is not supported; this program reads version 1");
        assertThat(namesIn(small)).doesNotContain("state.json");
    }

    private void assertRefused(int exitCode, String sentence, String command, String path) throws Exception {
        Ran ran = run(command, temp.resolve(path).toString());
        assertThat(ran.err).isEqualTo(sentence + System.lineSeparator());
        assertThat(ran.out).isEmpty();
        assertThat(ran.exitCode).isEqualTo(exitCode);
    }

    @Test
    void follow_waits_for_the_end_and_minds_no_torn_tail() throws Exception {
        Path log = small.resolve("trace.jsonl");
        String all = Files.readString(log);
        int torn = all.length() / 2;
        Files.writeString(log, all.substring(0, torn));
        List<String> command = new ArrayList<>(TRACEFOLD);
        command.addAll(List.of("follow", "--poll", "20", small.toString()));
        Path out = temp.resolve("follow.txt");
        Process process =
                new ProcessBuilder(command).redirectOutput(out.toFile()).start();
        waitFor(out, "rollout_started");
        assertThat(process.isAlive()).isTrue();

        Files.writeString(log, all.substring(torn), StandardOpenOption.APPEND);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(out)).contains("rollout_ended").contains("The discount is now applied");
    }

    private static void waitFor(Path file, String text) throws Exception {
        for (int i = 0; i < 600 && !Files.readString(file).contains(text); i++) {
            Thread.sleep(100);
        }
        assertThat(file).content().contains(text);
    }

    private static List<String> namesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

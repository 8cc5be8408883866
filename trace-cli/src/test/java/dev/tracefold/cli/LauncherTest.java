/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script {@code tracefold} gives to Java, in front of a Java that only says what it was given. */
class LauncherTest {
    private static final Path SCRIPT = Path.of("..", "tracefold");
    private static final String ID = "019c8a4c-ed82-79a1-aa28-7738fc5ab61a";

    @TempDir
    Path temp;

    private Path home;
    private Path java;
    private Path app;

    private record Ran(int exitCode, List<String> out, String err) {}

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectory(temp.toRealPath().resolve("a home"));
        Files.copy(SCRIPT, home.resolve("tracefold"));
        app = Files.createDirectories(home.resolve(".tracefold-build/app"));
        Files.createFile(app.resolve("built"));
        Files.createDirectory(app.resolve("native"));
        java = Files.createDirectory(temp.toRealPath().resolve("a java"));
        beJava("17.0.9");
        Files.createDirectory(java.resolve("bin"));
        Files.createFile(java.resolve("bin/java"), asFileAttribute(fromString("rwxr-xr-x")));
        Files.writeString(java.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    }

    private void beJava(String version) throws IOException {
        Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.writeString(app.resolve("classes-" + version + ".jsa"), "");
    }

    private Ran run(Map<String, String> environment, String... args) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("tracefold").toString()));
        command.addAll(List.of(args));
        Path out = temp.resolve("out.txt");
        Path err = temp.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(temp.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("TRACEFOLD_JAVA_OPTS");
        builder.environment().put("TRACEFOLD_NO_BUILD", "1");
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readAllLines(out, UTF_8), Files.readString(err, UTF_8));
    }

    private List<String> given(String... args) throws IOException, InterruptedException {
        Ran ran = run(Map.of(), args);
        assertThat(ran.err).isEmpty();
        assertThat(ran.exitCode).isZero();
        return ran.out;
    }

    @Test
    void words_arrive_as_they_were_typed() throws Exception {
        assertThat(given("show", "two words", "*", "", "a'b", "$HOME", "-x"))
                .endsWith(
                        "-jar",
                        app.resolve("tracefold.jar").toString(),
                        "show",
                        "two words",
                        "*",
                        "",
                        "a'b",
                        "$HOME",
                        "-x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"summary bundle", "reduce bundle.tfb", "--help", "show bundle conversation_item:1"})
    void what_is_short_is_compiled_quickly(String line) throws Exception {
        assertThat(given(line.split(" ")))
                .contains("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .doesNotContain("-XX:+UseG1GC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "summary rollout.jsonl",
                "explain rollout.jsonl tool:a",
                "report -o x.html rollout.jsonl.zst",
                "summary latest",
                "show latest --turn 2",
                "summary " + ID,
                "diff " + ID + " " + ID
            })
    void what_may_be_long_is_compiled_well_and_does_not_look_for_garbage(String line) throws Exception {
        assertThat(given(line.split(" ")))
                .contains("-XX:+UseG1GC", "-XX:MaxTenuringThreshold=0", "-XX:InitiatingHeapOccupancyPercent=100")
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"view rollout.jsonl", "follow latest", "step rollout.jsonl"})
    void what_goes_on_looks_for_garbage(String line) throws Exception {
        assertThat(given(line.split(" "))).contains("-XX:+UseG1GC").doesNotContain("-XX:MaxTenuringThreshold=0");
    }

    @Test
    void what_goes_over_rollouts_is_compiled_well() throws Exception {
        assertThat(given("rollouts", "search", "slow"))
                .contains("-XX:+UseSerialGC", "-XX:NewRatio=9")
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void memory_grows_slowly_unless_its_size_is_given() throws Exception {
        assertThat(given("summary", "rollout.jsonl")).contains("-XX:GCTimeRatio=4");
        Ran sized = run(Map.of("TRACEFOLD_JAVA_OPTS", "-Da=b -Xmx1g"), "summary", "rollout.jsonl");
        // What a person asks for comes behind what the script does, so it counts.
        assertThat(sized.out)
                .containsSubsequence("-XX:MaxTenuringThreshold=0", "-Da=b", "-Xmx1g", "-jar")
                .doesNotContain("-XX:GCTimeRatio=4");
    }

    @Test
    void the_library_of_the_index_is_named_where_it_was_unpacked() throws Exception {
        assertThat(given("rollouts", "list")).noneMatch(word -> word.startsWith("-Dorg.sqlite"));
        Files.createFile(app.resolve("native/libsqlitejdbc.so"));
        assertThat(given("rollouts", "list"))
                .contains("-Dorg.sqlite.lib.path=" + app.resolve("native"), "-Dorg.sqlite.lib.name=libsqlitejdbc.so");
    }

    @ParameterizedTest
    @CsvSource({"17.0.9, false", "22, false", "23, true", "25.0.1, true"})
    void newer_java_is_told_not_to_warn(String version, boolean told) throws Exception {
        beJava(version);
        assertThat(given("summary", "bundle").contains("--sun-misc-unsafe-memory-access=allow"))
                .isEqualTo(told);
    }

    @Test
    void an_older_java_is_refused_with_a_sentence() throws Exception {
        beJava("11.0.2");
        Ran ran = run(Map.of(), "summary", "bundle");
        assertThat(ran.exitCode).isEqualTo(3);
        assertThat(ran.out).isEmpty();
        assertThat(ran.err)
                .isEqualTo("tracefold: needs Java 17 or newer, but " + java.resolve("bin/java") + " is Java 11.0.2.\n");
    }

    @Test
    void a_java_that_is_not_there_is_named() throws Exception {
        Ran ran = run(Map.of("JAVA_HOME", "/nowhere/at all"), "summary", "bundle");
        assertThat(ran.exitCode).isEqualTo(3);
        assertThat(ran.err)
                .isEqualTo(
                        "tracefold: JAVA_HOME is '/nowhere/at all', but there is no Java in it: point it at a JDK 17 or"
                                + " newer, or unset it.\n");
    }

    @Test
    void what_was_never_built_is_not_run() throws Exception {
        Files.delete(app.resolve("built"));
        Ran ran = run(Map.of(), "summary", "bundle");
        assertThat(ran.exitCode).isEqualTo(3);
        assertThat(ran.err).contains("nothing is built yet, and TRACEFOLD_NO_BUILD is set: unset it once.");
    }

    @Test
    void a_link_to_the_script_is_the_script() throws Exception {
        Path bin = Files.createDirectory(temp.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("tf"), Path.of("../a home/tracefold"));
        home = bin;
        Files.createSymbolicLink(bin.resolve("tracefold"), Path.of("tf"));
        assertThat(given("summary")).contains(app.resolve("tracefold.jar").toString());
    }
}

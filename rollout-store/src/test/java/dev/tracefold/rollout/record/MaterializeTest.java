/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.compress.CompressionOptions;
import dev.tracefold.rollout.compress.RolloutCompressor;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.testing.ChildJvm;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class MaterializeTest {
    @TempDir
    Path temp;

    private TestHome test;

    @BeforeEach
    void setUp() {
        test = new TestHome(temp);
    }

    @Test
    @DisplayName("49 a second live writer in another process is a conflict, until the first ends")
    void second_writer() throws Exception {
        Path path = test.sample(1);
        try (RolloutRecorder recorder = RolloutRecorder.resume(test.context, path, RecorderOptions.DEFAULT)) {
            try (ChildJvm child = new ChildJvm("resume", test.root(), path)) {
                assertThat(child.readLine()).startsWith("CONFLICT").contains("already has an active writer");
            }
            assertThatThrownBy(() -> RolloutRecorder.resume(test.context, path, RecorderOptions.DEFAULT))
                    .isInstanceOfSatisfying(
                            RolloutException.class,
                            e -> assertThat(e.kind()).isEqualTo(RolloutException.Kind.CONFLICT));
            recorder.record(Lines.userItem("still mine"));
            recorder.flush();
        }
        try (ChildJvm child = new ChildJvm("resume", test.root(), path)) {
            assertThat(child.readLine()).isEqualTo("READY");
            assertThatThrownBy(() -> RolloutRecorder.resume(test.context, path, RecorderOptions.DEFAULT))
                    .hasMessageContaining("already has an active writer");
            child.killHard();
        }
        RolloutRecorder.resume(test.context, path, RecorderOptions.DEFAULT).close();
    }

    @Test
    @DisplayName("50 appending to a compressed rollout restores it with its mode, and as warm")
    void append_to_compressed() throws Exception {
        Path path = TestHome.age(test.sample(1), TestHome.LONG_AGO);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        List<String> old = TestHome.lines(path);
        TestHome.compress(path);
        new RolloutAppender(test.context).append(path, Lines.userItem("new"));
        assertThat(test.tree()).containsExactly(test.home.key(path));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(Files.getLastModifiedTime(path).toInstant()).isAfter(TestHome.LONG_AGO.plusSeconds(86_400));
        assertThat(TestHome.lines(path)).hasSize(old.size() + 1).startsWith(old.toArray(String[]::new));
        assertThat(TestHome.lines(path).get(old.size())).contains("\"new\"");
    }

    @Test
    void restoring_keeps_the_time() throws Exception {
        Path path = TestHome.age(test.sample(1), TestHome.LONG_AGO);
        TestHome.compress(path);
        RolloutMaterializer materializer = new RolloutMaterializer(test.context);
        assertThat(materializer.materialize(path, RolloutMaterializer.Intent.RESTORE))
                .isEqualTo(RolloutMaterializer.Outcome.DECOMPRESSED);
        assertThat(Files.getLastModifiedTime(path).toInstant()).isEqualTo(TestHome.LONG_AGO);
    }

    @Test
    @DisplayName("51 an existing plain file is left as it is")
    void plain_exists() throws Exception {
        Path path = TestHome.age(test.sample(1), TestHome.LONG_AGO);
        byte[] before = Files.readAllBytes(path);
        Files.write(RolloutForms.compressed(path), new byte[] {1, 2, 3});
        RolloutMaterializer materializer = new RolloutMaterializer(test.context);
        assertThat(materializer.materialize(path, RolloutMaterializer.Intent.APPEND))
                .isEqualTo(RolloutMaterializer.Outcome.PLAIN_EXISTS);
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(path).toInstant()).isEqualTo(TestHome.LONG_AGO);
        assertThat(RolloutForms.compressed(path)).exists();
    }

    @Test
    @DisplayName("52 two processes that restore at once both succeed and leave one plain file")
    void two_processes() throws Exception {
        for (int round = 0; round < 2; round++) {
            Path path = test.sample(round, Lines.user("x".repeat(2_000_000)));
            List<String> lines = TestHome.lines(path);
            TestHome.compress(path);
            List<ChildJvm> children = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                children.add(new ChildJvm("materialize", test.root(), path));
            }
            for (ChildJvm child : children) {
                assertThat(child.readLine()).isEqualTo("READY");
            }
            for (ChildJvm child : children) {
                child.go();
            }
            List<String> outcomes = new ArrayList<>();
            for (ChildJvm child : children) {
                outcomes.add(child.readLine());
                assertThat(child.exitCode()).isZero();
                child.close();
            }
            assertThat(outcomes).containsExactlyInAnyOrder("DECOMPRESSED", "PLAIN_EXISTS");
            assertThat(TestHome.lines(path)).isEqualTo(lines);
            assertThat(test.tree()).containsExactly(test.home.key(path));
            Files.delete(path);
        }
    }

    @ParameterizedTest(name = "53 a crash at {0} loses nothing and its leftovers are cleared up")
    @CsvSource({"MATERIALIZE_TEMP_WRITTEN", "MATERIALIZE_PUBLISHED"})
    void crash(String step) throws Exception {
        Path path = test.sample(1);
        List<String> lines = TestHome.lines(path);
        TestHome.compress(path);
        try (ChildJvm child = new ChildJvm("crash-materialize", test.root(), path, step)) {
            assertThat(child.exitCode()).isEqualTo(42);
        }
        assertThat(test.tree()).hasSizeGreaterThan(1).anyMatch(name -> name.endsWith(".tmp"));
        assertThat(dev.tracefold.rollout.read.RolloutLoader.load(path).items()).hasSize(lines.size());
        new RolloutAppender(test.context).append(path, Lines.userItem("after the crash"));
        assertThat(TestHome.lines(path)).hasSize(lines.size() + 1).startsWith(lines.toArray(String[]::new));
        Instant later = Instant.now().plus(Duration.ofDays(8));
        RolloutContext much = test.context.withClock(Clock.fixed(later, ZoneOffset.UTC));
        CompressionOptions options = CompressionOptions.DEFAULT
                .withLive(true)
                .withThrottled(false)
                .withLimits(CompressionOptions.Limits.DEFAULT.withGrace(Duration.ZERO));
        new RolloutCompressor(much, options).run(Progress.NONE);
        new RolloutCompressor(much, options).run(Progress.NONE);
        assertThat(test.tree()).containsExactly(test.home.key(RolloutForms.compressed(path)));
        assertThat(TestHome.decompress(RolloutForms.compressed(path))).contains("after the crash");
    }

    @Test
    @DisplayName("54 a corrupt compressed rollout is an error; it stays and nothing plain appears")
    void corrupt() throws Exception {
        Path path = test.sample(1, Lines.user("x".repeat(10_000)));
        Path compressed = TestHome.compress(path);
        byte[] bytes = Files.readAllBytes(compressed);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(compressed, bytes);
        assertThatThrownBy(() -> new RolloutAppender(test.context).append(path, Lines.userItem("x")))
                .isInstanceOfSatisfying(
                        RolloutException.class, e -> assertThat(e.kind()).isEqualTo(RolloutException.Kind.INTERNAL))
                .hasMessageContaining(compressed.toString());
        assertThat(Files.readAllBytes(compressed)).isEqualTo(bytes);
        assertThat(test.tree()).containsExactly(test.home.key(compressed));
    }

    @ParameterizedTest(name = "where the plain name is taken by a {0}, appending and restoring fail and lose nothing")
    @ValueSource(strings = {"directory", "dangling link"})
    void taken_name(String by) throws Exception {
        Path path = test.sample(1);
        Path compressed = TestHome.compress(path);
        byte[] before = Files.readAllBytes(compressed);
        take(path, by);
        assertConflict(() -> new RolloutAppender(test.context).append(path, Lines.userItem("x")), path);
        assertConflict(() -> restore(path), path);
        assertThat(Files.readAllBytes(compressed)).isEqualTo(before);
        assertThat(test.tree()).containsExactly(test.home.key(compressed));
    }

    @ParameterizedTest(
            name = "where the plain name is taken by a {0} during the work, restoring fails and loses nothing")
    @ValueSource(strings = {"directory", "dangling link", "file of its own"})
    void name_taken_meanwhile(String by) throws Exception {
        Path path = test.sample(1);
        Path compressed = TestHome.compress(path);
        byte[] before = Files.readAllBytes(compressed);
        test.files.once(Step.MATERIALIZE_TEMP_WRITTEN, plain -> take(plain, by));
        assertConflict(() -> restore(path), path);
        assertThat(Files.readAllBytes(compressed)).isEqualTo(before);
        assertThat(test.tree()).noneMatch(name -> name.endsWith(".tmp"));
        if (Files.isRegularFile(path)) {
            assertThat(path).hasContent("something else");
        }
    }

    @Test
    void a_plain_file_that_appears_meanwhile_and_goes_on_from_the_compressed_one_is_kept() throws Exception {
        Path path = test.sample(1);
        String whole = Files.readString(path) + Lines.user("more") + "\n";
        TestHome.compress(path);
        test.files.once(Step.MATERIALIZE_TEMP_WRITTEN, plain -> Files.writeString(plain, whole));
        assertThat(restore(path)).isEqualTo(RolloutMaterializer.Outcome.PLAIN_EXISTS);
        assertThat(Files.readString(path)).isEqualTo(whole);
        assertThat(test.tree()).containsExactly(test.home.key(path));
    }

    private RolloutMaterializer.Outcome restore(Path path) throws IOException {
        return new RolloutMaterializer(test.context).materialize(path, RolloutMaterializer.Intent.RESTORE);
    }

    private static void take(Path name, String by) throws IOException {
        switch (by) {
            case "directory" -> Files.createDirectory(name);
            case "dangling link" -> Files.createSymbolicLink(name, Path.of("nowhere"));
            default -> Files.writeString(name, "something else");
        }
    }

    private static void assertConflict(ThrowingCallable call, Path path) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RolloutException.class, e -> assertThat(e.kind()).isEqualTo(RolloutException.Kind.CONFLICT))
                .hasMessageContaining(path.toString());
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import static dev.tracefold.rollout.compress.CompressionReport.RunOutcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.lock.ProcessLock;
import dev.tracefold.rollout.lock.RolloutLock;
import dev.tracefold.rollout.read.LoadedRollout;
import dev.tracefold.rollout.read.RolloutLoader;
import dev.tracefold.rollout.read.RolloutReader;
import dev.tracefold.rollout.record.RecorderOptions;
import dev.tracefold.rollout.record.RolloutAppender;
import dev.tracefold.rollout.record.RolloutRecorder;
import dev.tracefold.rollout.testing.ChildJvm;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class CompressionTest {
    private static final CompressionOptions ALL =
            CompressionOptions.DEFAULT.withLive(true).withThrottled(false);
    private static final CompressionOptions NO_GRACE =
            ALL.withLimits(ALL.limits().withGrace(Duration.ZERO));

    @TempDir
    Path temp;

    private TestHome test;

    @BeforeEach
    void setUp() {
        test = new TestHome(temp);
    }

    private CompressionReport run(CompressionOptions options) throws IOException {
        return new RolloutCompressor(test.context, options).run(Progress.NONE);
    }

    private Path cold(int n, String... more) throws IOException {
        return TestHome.age(test.sample(n, more), TestHome.LONG_AGO);
    }

    private Path coldArchived(int n) throws IOException {
        Path path = TestHome.write(
                test.archived("2026-02-01T10:00:00Z", Lines.id(n)), Lines.meta(Lines.id(n)), Lines.user("old"));
        return TestHome.age(path, TestHome.LONG_AGO);
    }

    private static List<String> messages(Path path) throws IOException {
        return RolloutLoader.load(path).items().stream()
                .map(line -> line.payload().path("message").asText("META"))
                .toList();
    }

    private static CompletableFuture<Void> async(IoRunnable work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private interface IoRunnable {
        void run() throws IOException;
    }

    @Test
    @DisplayName("21 a reader that is open goes on reading the whole content while the file is compressed")
    void open_reader() throws Exception {
        String[] lines = new String[3_000];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = Lines.user("line " + i + " " + "x".repeat(100));
        }
        Path path = cold(1, lines);
        int read = 0;
        try (RolloutReader reader = RolloutReader.open(path)) {
            assertThat(reader.next()).isNotNull();
            assertThat(run(NO_GRACE).count(FileOutcome.COMPRESSED)).isEqualTo(1);
            assertThat(path).doesNotExist();
            for (RolloutLine line = reader.next(); line != null; line = reader.next()) {
                read++;
            }
        }
        assertThat(read).isEqualTo(3_001);
    }

    @Test
    @DisplayName("55 cold rollouts of both roots are compressed with time and mode, fresh ones left")
    void both_roots() throws Exception {
        Path live = cold(1);
        Path archived = coldArchived(2);
        Path fresh = TestHome.age(test.sample(3), TestHome.NOW);
        Files.setPosixFilePermissions(live, PosixFilePermissions.fromString("rw-r-----"));
        String content = Files.readString(live);
        CompressionReport report = run(NO_GRACE);
        assertThat(report.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(report.scanned()).isEqualTo(3);
        assertThat(report.count(FileOutcome.COMPRESSED)).isEqualTo(2);
        assertThat(report.count(FileOutcome.SKIPPED_NOT_COLD)).isEqualTo(1);
        assertThat(test.tree())
                .containsExactlyInAnyOrder(
                        test.home.key(RolloutForms.compressed(live)),
                        test.home.key(RolloutForms.compressed(archived)),
                        test.home.key(fresh));
        Path compressed = RolloutForms.compressed(live);
        assertThat(Files.getLastModifiedTime(compressed).toInstant()).isEqualTo(TestHome.LONG_AGO);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(compressed)))
                .isEqualTo("rw-r-----");
        assertThat(TestHome.decompress(compressed)).isEqualTo(content);
    }

    @Test
    @DisplayName("56 by default only archived rollouts are compressed")
    void archived_by_default() throws Exception {
        Path live = cold(1);
        Path archived = coldArchived(2);
        run(CompressionOptions.DEFAULT);
        assertThat(live).exists();
        assertThat(archived).doesNotExist();
        assertThat(RolloutForms.compressed(archived)).exists();
    }

    @Test
    @DisplayName("57 seven days are cold, a second less is not, nor is the future")
    void minimum_age() throws Exception {
        Path young = TestHome.age(test.sample(1), TestHome.NOW.minusSeconds(604_799));
        Path old = TestHome.age(test.sample(2), TestHome.NOW.minusSeconds(604_800));
        Path future = TestHome.age(test.sample(3), TestHome.NOW.plusSeconds(86_400 * 30L));
        CompressionReport report = run(NO_GRACE);
        assertThat(report.count(FileOutcome.SKIPPED_NOT_COLD)).isEqualTo(2);
        assertThat(young).exists();
        assertThat(future).exists();
        assertThat(old).doesNotExist();
    }

    @Test
    @DisplayName("58 a rollout without a readable header is left alone")
    void unreadable_header() throws Exception {
        cold(1);
        Path bad = TestHome.age(
                TestHome.write(test.live("2026-03-01T10:00:00Z", Lines.id(2)), "garbage"), TestHome.LONG_AGO);
        CompressionReport report = run(NO_GRACE);
        assertThat(report.count(FileOutcome.SKIPPED_UNREADABLE_META)).isEqualTo(1);
        assertThat(report.count(FileOutcome.COMPRESSED)).isEqualTo(1);
        assertThat(bad).exists();
    }

    @Test
    @DisplayName("59 a fresh marker or a held lock skips the run, a stale marker does not")
    void run_control() throws Exception {
        Path path = coldArchived(1);
        Path marker = test.home.compressionMarker();
        TestHome.age(TestHome.writeText(marker, "pid=1 started_at=x"), TestHome.NOW.minusSeconds(6 * 3600 - 1));
        assertThat(run(CompressionOptions.DEFAULT).outcome()).isEqualTo(RunOutcome.SKIPPED_ALREADY_RUNNING);
        assertThat(path).exists();
        TestHome.age(marker, TestHome.NOW.minusSeconds(6 * 3600));
        try (RolloutLock held = ProcessLock.tryLock(test.home.maintenanceLock()).orElseThrow()) {
            assertThat(held.valid()).isTrue();
            assertThat(run(CompressionOptions.DEFAULT).outcome()).isEqualTo(RunOutcome.SKIPPED_ALREADY_RUNNING);
        }
        try (ChildJvm child = new ChildJvm("hold-maintenance", test.root())) {
            assertThat(child.readLine()).isEqualTo("HELD");
            assertThat(run(CompressionOptions.DEFAULT).outcome()).isEqualTo(RunOutcome.SKIPPED_ALREADY_RUNNING);
            assertThat(path).exists();
        }
        assertThat(run(CompressionOptions.DEFAULT).outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(path).doesNotExist();
        assertThat(Files.readString(marker))
                .startsWith("pid=" + ProcessHandle.current().pid() + " started_at=");
        assertThat(run(CompressionOptions.DEFAULT).outcome()).isEqualTo(RunOutcome.SKIPPED_ALREADY_RUNNING);
    }

    @Test
    @DisplayName("60 only stale temporary files of our own making are removed")
    void temp_cleanup() throws Exception {
        Path directory = Files.createDirectories(test.home.sessions().resolve("2026/03/01"));
        String rollout = "rollout-2026-03-01T10-00-00-" + Lines.id(1) + ".jsonl";
        Instant stale = TestHome.NOW.minus(Duration.ofHours(6));
        Path own = TestHome.age(TestHome.writeText(directory.resolve("rollout-compress-a1b2.tmp"), "x"), stale);
        Path decompress =
                TestHome.age(TestHome.writeText(directory.resolve(rollout + ".decompress.17.3.tmp"), "x"), stale);
        Path fresh = TestHome.age(
                TestHome.writeText(directory.resolve("rollout-compress-c3.tmp"), "x"), stale.plusSeconds(1));
        Path foreign = TestHome.age(TestHome.writeText(directory.resolve("download.tmp"), "x"), stale);
        Path lookalike = TestHome.age(TestHome.writeText(directory.resolve("rollout-notes.tmp"), "x"), stale);
        run(ALL);
        assertThat(own).doesNotExist();
        assertThat(decompress).doesNotExist();
        assertThat(fresh).exists();
        assertThat(foreign).exists();
        assertThat(lookalike).exists();
    }

    @Test
    @DisplayName("61 a file that changes while it is encoded is left alone")
    void changed_while_encoding() throws Exception {
        Path path = cold(1);
        test.files.once(Step.COMPRESS_ENCODED, plain -> {
            Files.writeString(plain, Lines.user("late") + "\n", StandardOpenOption.APPEND);
            TestHome.age(plain, TestHome.LONG_AGO);
        });
        assertThat(run(NO_GRACE).count(FileOutcome.SKIPPED_CHANGED)).isEqualTo(1);
        assertThat(test.tree()).containsExactly(test.home.key(path));
        assertThat(messages(path)).endsWith("late");
    }

    @Test
    @DisplayName("62 R1: an appender that comes between the last check and publishing waits, and its line is readable")
    void appender_in_the_gap() throws Exception {
        Path path = cold(1);
        List<CompletableFuture<Void>> appends = new ArrayList<>();
        test.files.once(Step.COMPRESS_BEFORE_PUBLISH, plain -> {
            appends.add(async(() -> new RolloutAppender(test.context).append(path, Lines.userItem("in the gap"))));
            sleep(300);
            assertThat(appends.get(0)).isNotDone();
        });
        assertThat(run(NO_GRACE).count(FileOutcome.COMPRESSED)).isEqualTo(1);
        appends.get(0).get(20, TimeUnit.SECONDS);
        assertThat(messages(path)).containsExactly("META", "hello from 1", "in the gap");
        assertThat(test.tree()).containsExactly(test.home.key(path));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("63 R2: a rollout that an idle recorder holds open is not compressed")
    void idle_recorder() throws Exception {
        Path path = test.sample(1);
        try (RolloutRecorder recorder = RolloutRecorder.resume(test.context, path, RecorderOptions.DEFAULT)) {
            TestHome.age(path, TestHome.LONG_AGO);
            assertThat(run(NO_GRACE).count(FileOutcome.SKIPPED_IN_USE)).isEqualTo(1);
            recorder.record(Lines.userItem("after a week"));
            recorder.flush();
        }
        assertThat(messages(path)).endsWith("after a week");
    }

    @Test
    @DisplayName("63 R2: the same with the recorder in another process")
    void idle_recorder_elsewhere() throws Exception {
        Path path = test.sample(1);
        try (ChildJvm child = new ChildJvm("resume", test.root(), path)) {
            assertThat(child.readLine()).isEqualTo("READY");
            TestHome.age(path, TestHome.LONG_AGO);
            assertThat(run(NO_GRACE).count(FileOutcome.SKIPPED_IN_USE)).isEqualTo(1);
            child.killHard();
        }
        TestHome.age(path, TestHome.LONG_AGO);
        assertThat(run(NO_GRACE).count(FileOutcome.COMPRESSED)).isEqualTo(1);
    }

    @Test
    @DisplayName("64 R3: one-shot appends racing the compressor never leave an empty plain file or lose a line")
    void one_shot_race() throws Exception {
        Path path = cold(1);
        List<String> acknowledged = new ArrayList<>(List.of("META", "hello from 1"));
        for (int round = 0; round < 60; round++) {
            String text = "round " + round;
            TestHome.age(RolloutForms.resolve(path).orElseThrow(), TestHome.LONG_AGO);
            CompletableFuture<Void> append =
                    async(() -> new RolloutAppender(test.context).append(path, Lines.userItem(text)));
            run(NO_GRACE);
            append.get(20, TimeUnit.SECONDS);
            acknowledged.add(text);
            if (Files.exists(path)) {
                assertThat(Files.size(path)).isPositive();
            }
        }
        assertThat(messages(path)).isEqualTo(acknowledged);
    }

    @Test
    @DisplayName("66 what a program without locks writes to the old file is brought over by the next run")
    void unaware_writer() throws Exception {
        Path path = cold(1);
        try (FileChannel unaware = FileChannel.open(path, StandardOpenOption.APPEND)) {
            assertThat(run(ALL).count(FileOutcome.COMPRESSED)).isEqualTo(1);
            assertThat(path).doesNotExist();
            unaware.write(ByteBuffer.wrap((Lines.user("unaware") + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        CompressionReport second = run(ALL);
        assertThat(second.count(FileOutcome.RECOVERED_TAIL)).isEqualTo(1);
        assertThat(messages(path)).containsExactly("META", "hello from 1", "unaware");
        assertThat(run(ALL).count(FileOutcome.RECOVERED_TAIL)).isZero();
        assertThat(messages(path)).containsExactly("META", "hello from 1", "unaware");
    }

    @Test
    void a_run_over_the_archive_settles_the_old_files_of_live_rollouts_too() throws Exception {
        Path path = cold(1);
        assertThat(compressWhileOpen(path, Lines.user("unaware") + "\n")).isEqualTo(FileOutcome.COMPRESSED);
        CompressionReport report = run(ALL.withLive(false));
        assertThat(report.count(FileOutcome.RECOVERED_TAIL)).isEqualTo(1);
        assertThat(report.scanned()).isZero();
        assertThat(messages(path)).containsExactly("META", "hello from 1", "unaware");
        run(NO_GRACE.withLive(false));
        assertThat(test.tree()).containsExactly(test.home.key(path));
    }

    @Test
    void an_explicit_request_settles_the_old_file_of_that_rollout_first() throws Exception {
        Path path = cold(1);
        Path other = cold(2);
        compressWhileOpen(path, Lines.user("unaware") + "\n");
        compressWhileOpen(other, Lines.user("unaware") + "\n");
        assertThat(new RolloutCompressor(test.context, ALL).compress(path)).isEqualTo(FileOutcome.COMPRESSED);
        assertThat(messages(path)).containsExactly("META", "hello from 1", "unaware");
        assertThat(messages(other)).containsExactly("META", "hello from 2");
        assertThat(test.tree()).filteredOn(name -> name.contains(".retired.")).hasSize(3);
    }

    /** Compresses a rollout while a program without locks holds it, which then writes this. */
    private FileOutcome compressWhileOpen(Path path, String late) throws IOException {
        try (FileChannel unaware = FileChannel.open(path, StandardOpenOption.APPEND)) {
            FileOutcome outcome = new RolloutCompressor(test.context, ALL).compress(path);
            unaware.write(ByteBuffer.wrap(late.getBytes(StandardCharsets.UTF_8)));
            return outcome;
        }
    }

    private void appendToRetired(String text) throws IOException {
        String name = test.tree().stream()
                .filter(file -> file.contains(".retired."))
                .findFirst()
                .orElseThrow();
        Files.writeString(test.root().resolve(name), text, StandardOpenOption.APPEND);
    }

    @Test
    void a_line_that_is_half_written_to_the_old_file_is_brought_over_when_it_is_whole() throws Exception {
        Path path = cold(1);
        String torn = Lines.user("torn") + "\n";
        compressWhileOpen(path, Lines.user("whole") + "\n" + torn.substring(0, 20));
        assertThat(run(ALL).count(FileOutcome.RECOVERED_TAIL)).isEqualTo(1);
        assertThat(messages(path)).containsExactly("META", "hello from 1", "whole");
        assertThat(run(ALL).count(FileOutcome.RECOVERED_TAIL)).isZero();
        appendToRetired(torn.substring(20));
        assertThat(run(ALL).count(FileOutcome.RECOVERED_TAIL)).isEqualTo(1);
        assertThat(messages(path)).containsExactly("META", "hello from 1", "whole", "torn");
        assertThat(RolloutLoader.load(path).parseErrors()).isZero();
    }

    @Test
    void a_line_that_stays_half_written_is_brought_over_when_the_old_file_goes() throws Exception {
        Path path = cold(1);
        String torn = Lines.user("torn").substring(0, 20);
        compressWhileOpen(path, torn);
        run(ALL);
        assertThat(path).doesNotExist();
        assertThat(run(NO_GRACE).count(FileOutcome.RECOVERED_TAIL)).isEqualTo(1);
        assertThat(Files.readString(path)).endsWith("\n" + torn);
        assertThat(test.tree()).containsExactly(test.home.key(path));
    }

    @Test
    void the_compressed_form_of_a_linked_file_is_as_private_as_that_file() throws Exception {
        Path path = test.sample(1);
        Path elsewhere = Files.move(path, temp.resolve("elsewhere.jsonl"));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(path, elsewhere);
        assertThat(new RolloutCompressor(test.context, ALL).compress(path)).isEqualTo(FileOutcome.COMPRESSED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(RolloutForms.compressed(path))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_file_system_without_hard_links_will_do() throws Exception {
        Path path = cold(1);
        FileOps linkless = new FileOps() {
            @Override
            public void link(Path link, Path existing) throws IOException {
                throw new FileSystemException(link.toString(), existing.toString(), "Operation not permitted");
            }
        };
        RolloutCompressor compressor = new RolloutCompressor(test.context.withFiles(linkless), NO_GRACE);
        assertThat(compressor.compress(path)).isEqualTo(FileOutcome.COMPRESSED);
        assertThat(test.tree()).containsExactly(test.home.key(RolloutForms.compressed(path)));
        assertThat(messages(path)).containsExactly("META", "hello from 1");
        Path taken = TestHome.writeText(temp.resolve("taken"), "mine");
        Path moved = TestHome.writeText(temp.resolve("moved"), "theirs");
        assertThatThrownBy(() -> linkless.publish(taken, moved)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(taken).hasContent("mine");
    }

    @Test
    void a_link_that_fails_where_links_can_be_made_replaces_nothing_that_appears_meanwhile() throws Exception {
        Path name = temp.resolve("rollout.jsonl");
        Path existing = TestHome.writeText(temp.resolve("rollout.tmp"), "ours");
        AtomicBoolean failed = new AtomicBoolean();
        FileOps full = new FileOps() {
            @Override
            public void link(Path link, Path target) throws IOException {
                if (!failed.getAndSet(true)) {
                    throw new FileSystemException(link.toString(), target.toString(), "No space left on device");
                }
                super.link(link, target);
            }

            @Override
            public void rename(Path from, Path to) throws IOException {
                TestHome.writeText(to, "theirs");
                super.rename(from, to);
            }
        };
        assertThatThrownBy(() -> full.publish(name, existing))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("No space left on device");
        assertThat(name).doesNotExist();
        assertThat(temp).isDirectoryNotContaining(path -> path.toString().contains(".link."));
        full.publish(name, existing);
        assertThat(name).hasContent("ours");
    }

    @Test
    void a_directory_that_takes_no_files_is_not_taken_for_one_that_takes_no_links() throws Exception {
        Path existing = TestHome.writeText(temp.resolve("rollout.tmp"), "ours");
        FileOps refused = new FileOps() {
            @Override
            public void link(Path link, Path target) throws IOException {
                throw new AccessDeniedException(link.toString());
            }

            @Override
            public FileChannel createNew(Path path, @Nullable Set<PosixFilePermission> like) throws IOException {
                throw new AccessDeniedException(path.toString());
            }
        };
        assertThatThrownBy(() -> refused.publish(temp.resolve("rollout.jsonl"), existing))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage(temp.resolve("rollout.jsonl").toString());
        assertThat(existing).hasContent("ours");
    }

    @Test
    @DisplayName("66 the old file goes when the grace period is over")
    void grace_ends() throws Exception {
        Path path = cold(1);
        run(ALL);
        assertThat(test.tree()).hasSize(2).anyMatch(name -> name.contains(".jsonl.retired."));
        run(ALL);
        assertThat(test.tree()).hasSize(2);
        run(NO_GRACE);
        assertThat(test.tree()).containsExactly(test.home.key(RolloutForms.compressed(path)));
    }

    @Test
    @DisplayName("67 a leftover compressed form is settled: equal, prefix, conflicting")
    void leftovers() throws Exception {
        Path equal = cold(1);
        Path prefix = cold(2);
        Path conflicting = cold(3);
        for (Path path : List.of(equal, prefix, conflicting)) {
            byte[] plain = Files.readAllBytes(path);
            TestHome.compress(path);
            Files.write(path, plain);
        }
        Files.writeString(prefix, Lines.user("more") + "\n", StandardOpenOption.APPEND);
        Files.writeString(conflicting, Files.readString(conflicting).replace("hello", "HELLO"));
        byte[] conflictingPlain = Files.readAllBytes(conflicting);
        byte[] conflictingCompressed = Files.readAllBytes(RolloutForms.compressed(conflicting));
        for (Path path : List.of(equal, prefix, conflicting)) {
            TestHome.age(path, TestHome.LONG_AGO);
        }
        CompressionReport report = run(NO_GRACE);
        assertThat(report.count(FileOutcome.SKIPPED_CONFLICT)).isEqualTo(1);
        assertThat(equal).doesNotExist();
        assertThat(messages(equal)).containsExactly("META", "hello from 1");
        assertThat(RolloutForms.compressed(prefix)).doesNotExist();
        assertThat(messages(prefix)).containsExactly("META", "hello from 2", "more");
        assertThat(Files.readAllBytes(conflicting)).isEqualTo(conflictingPlain);
        assertThat(Files.readAllBytes(RolloutForms.compressed(conflicting))).isEqualTo(conflictingCompressed);
    }

    @Test
    void a_leftover_stays_until_the_plain_form_is_durable() throws Exception {
        Path path = cold(1);
        byte[] plain = Files.readAllBytes(path);
        TestHome.compress(path);
        Files.write(path, plain);
        Files.writeString(path, Lines.user("more") + "\n", StandardOpenOption.APPEND);
        TestHome.age(path, TestHome.LONG_AGO);
        test.files.failForces = true;
        assertThat(run(NO_GRACE).count(FileOutcome.FAILED)).isEqualTo(1);
        assertThat(RolloutForms.compressed(path)).exists();
        test.files.heal();
        run(NO_GRACE);
        assertThat(RolloutForms.compressed(path)).doesNotExist();
        assertThat(messages(path)).containsExactly("META", "hello from 1", "more");
    }

    @Test
    @DisplayName("68 an encoding that decodes to something else is a failure and the plain file stays")
    void verification() throws Exception {
        Path path = cold(1);
        test.files.once(Step.COMPRESS_BEFORE_VERIFY, encoded -> {
            Path other = TestHome.writeText(temp.resolve("other/other.jsonl"), "something else entirely");
            Files.write(encoded, Files.readAllBytes(TestHome.compress(other)));
            Files.delete(RolloutForms.compressed(other));
        });
        assertThat(run(NO_GRACE).count(FileOutcome.FAILED)).isEqualTo(1);
        assertThat(test.tree()).containsExactly(test.home.key(path));
    }

    @Test
    @DisplayName("69 a full disk fails that file, removes its temporary file, and the others go on")
    void disk_full() throws Exception {
        cold(1);
        cold(2);
        cold(3);
        test.files.failWrites(1);
        CompressionReport report = run(NO_GRACE);
        assertThat(report.count(FileOutcome.FAILED)).isEqualTo(1);
        assertThat(report.count(FileOutcome.COMPRESSED)).isEqualTo(2);
        assertThat(test.tree()).hasSize(3).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    @DisplayName("70 a read-only file keeps its mode and time")
    void read_only() throws Exception {
        Path path = cold(1);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
        run(NO_GRACE);
        Path compressed = RolloutForms.compressed(path);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(compressed)))
                .isEqualTo("r--------");
        assertThat(Files.getLastModifiedTime(compressed).toInstant()).isEqualTo(TestHome.LONG_AGO);
    }

    @Test
    @DisplayName("71 no time left means a completed run that looked at nothing")
    void no_time() throws Exception {
        cold(1);
        CompressionReport report = run(ALL.withLimits(ALL.limits().withMaxRuntime(Duration.ZERO)));
        assertThat(report.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(report.scanned()).isZero();
    }

    @Test
    @DisplayName("72 a lock file deleted while in use is noticed, and exclusion holds in the new one")
    void lock_file_deleted() throws Exception {
        Path path = test.sample(1);
        Path other = test.sample(2);
        try (RolloutLock held = test.context.locks().tryExclusive(path).orElseThrow()) {
            Files.delete(test.home.lockFile());
            test.context.locks().tryExclusive(other).orElseThrow().close();
            assertThat(test.home.lockFile()).exists();
            assertThat(held.valid()).isTrue();
            assertThat(test.context.locks().tryExclusive(path)).isEmpty();
            try (ChildJvm child = new ChildJvm("hold-exclusive", test.root(), path)) {
                assertThat(child.readLine()).isEqualTo("REFUSED");
            }
        }
        try (RolloutLock held = test.context.locks().tryExclusive(path).orElseThrow()) {
            Files.delete(test.home.lockFile());
            try (ChildJvm child = new ChildJvm("hold-exclusive", test.root(), path)) {
                assertThat(child.readLine()).isEqualTo("HELD");
                assertThat(held.valid()).isFalse();
                assertThat(test.context.locks().tryExclusive(path)).isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "a crash at {0} leaves a complete form, and the next run clears up")
    @ValueSource(strings = {"COMPRESS_ENCODED", "COMPRESS_BEFORE_PUBLISH", "COMPRESS_PUBLISHED", "COMPRESS_RETIRED"})
    void crash_while_compressing(String step) throws Exception {
        Path path = test.sample(1);
        TestHome.age(path, Instant.now().minus(Duration.ofDays(8)));
        try (ChildJvm child = new ChildJvm("crash-compress", test.root(), step)) {
            assertThat(child.exitCode()).isEqualTo(42);
        }
        assertThat(messages(path)).containsExactly("META", "hello from 1");
        var later = test.context.withClock(
                java.time.Clock.fixed(Instant.now().plus(Duration.ofDays(1)), java.time.ZoneOffset.UTC));
        new RolloutCompressor(later, NO_GRACE).run(Progress.NONE);
        assertThat(messages(path)).containsExactly("META", "hello from 1");
        assertThat(test.tree())
                .filteredOn(name -> !name.endsWith(".tmp"))
                .containsExactly(test.home.key(RolloutForms.compressed(path)));
    }

    @Test
    void a_dry_run_counts_and_changes_nothing() throws Exception {
        Path path = cold(1);
        CompressionReport report = run(ALL.withDryRun(true));
        assertThat(report.count(FileOutcome.COMPRESSED)).isEqualTo(1);
        assertThat(report.bytes().source()).isEqualTo(Files.size(path));
        assertThat(test.tree()).containsExactly(test.home.key(path));
        assertThat(test.home.compressionMarker()).doesNotExist();
        assertThat(test.home.own()).doesNotExist();
    }

    @Test
    void an_explicit_request_compresses_a_warm_rollout_too() throws Exception {
        Path path = test.sample(1);
        LoadedRollout before = RolloutLoader.load(path);
        assertThat(new RolloutCompressor(test.context, NO_GRACE).compress(path)).isEqualTo(FileOutcome.COMPRESSED);
        assertThat(RolloutLoader.load(path).items()).hasSize(before.items().size());
        assertThat(path).doesNotExist();
    }
}

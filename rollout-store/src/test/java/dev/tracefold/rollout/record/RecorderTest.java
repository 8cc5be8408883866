/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Json;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.line.PersistenceFilter;
import dev.tracefold.rollout.line.RolloutItem;
import dev.tracefold.rollout.line.SessionMeta;
import dev.tracefold.rollout.read.LoadedRollout;
import dev.tracefold.rollout.read.RolloutLoader;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class RecorderTest {
    @TempDir
    Path temp;

    private TestHome test;

    @BeforeEach
    void setUp() {
        test = new TestHome(temp.resolve("home"));
    }

    private RolloutRecorder fresh() throws IOException {
        return fresh(RecorderOptions.DEFAULT);
    }

    private RolloutRecorder fresh(RecorderOptions options) throws IOException {
        return RolloutRecorder.create(test.context, TestHome.session(Lines.id(1)), options);
    }

    private RolloutRecorder committed() throws IOException {
        RolloutRecorder recorder = fresh();
        recorder.persist();
        return recorder;
    }

    private static List<RolloutItem> items(String... texts) {
        return java.util.Arrays.stream(texts).map(Lines::userItem).toList();
    }

    /** The messages in the file, in order; fails on any line that does not load. */
    private static List<String> messages(Path path) throws IOException {
        LoadedRollout loaded = RolloutLoader.load(path);
        assertThat(loaded.parseErrors()).isZero();
        return messagesOf(loaded);
    }

    private static List<String> messagesOf(LoadedRollout loaded) {
        return loaded.items().stream()
                .map(line -> line.payload().path("message").asText("META"))
                .toList();
    }

    @Test
    @DisplayName("23 before the commit there is no file, no directory and nothing told to the index")
    void deferred() throws Exception {
        AtomicInteger told = new AtomicInteger();
        try (RolloutRecorder recorder =
                fresh(RecorderOptions.DEFAULT.withObserver((path, items) -> told.incrementAndGet()))) {
            recorder.record(items("a", "b", "c"));
            recorder.flush();
            assertThat(recorder.pendingItems()).isEqualTo(3);
            assertThat(test.root()).doesNotExist();
            assertThat(told).hasValue(0);
        }
    }

    @Test
    @DisplayName("24 the commit writes the header, then what was buffered, in order")
    void commit() throws Exception {
        List<RolloutItem> told = new ArrayList<>();
        try (RolloutRecorder recorder =
                fresh(RecorderOptions.DEFAULT.withObserver((path, items) -> told.addAll(items)))) {
            recorder.record(items("a", "b", "c"));
            recorder.persist();
            assertThat(messages(recorder.rolloutPath())).containsExactly("META", "a", "b", "c");
            assertThat(recorder.pendingItems()).isZero();
            assertThat(told).hasSize(4);
            String header = TestHome.lines(recorder.rolloutPath()).get(0);
            assertThat(header)
                    .startsWith("{\"timestamp\":\"2026-03-01T23:30:00.000Z\",\"type\":\"session_meta\",\"payload\":{")
                    .contains("\"id\":\"" + Lines.id(1) + "\"", "\"cwd\":\"/nonexistent/shop\"")
                    .doesNotContain("git");
        }
    }

    @Test
    @DisplayName("25 committing again changes no byte")
    void commit_again() throws Exception {
        try (RolloutRecorder recorder = fresh()) {
            recorder.record(items("a", "b", "c"));
            recorder.persist();
            byte[] before = Files.readAllBytes(recorder.rolloutPath());
            recorder.persist();
            recorder.persist();
            assertThat(Files.readAllBytes(recorder.rolloutPath())).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("26 committing with nothing recorded writes the header alone")
    void commit_nothing() throws Exception {
        try (RolloutRecorder recorder = fresh()) {
            recorder.persist();
            assertThat(messages(recorder.rolloutPath())).containsExactly("META");
        }
    }

    @Test
    @DisplayName("27 shutdown before the commit leaves nothing, and can be repeated")
    void shutdown_deferred() throws Exception {
        RolloutRecorder recorder = fresh();
        recorder.record(items("a"));
        recorder.shutdown();
        recorder.shutdown();
        assertThat(test.root()).doesNotExist();
    }

    @Test
    @DisplayName("28 with materializeOnFlush a flush with items creates the file, without items it does not")
    void materialize_on_flush() throws Exception {
        try (RolloutRecorder recorder = fresh(RecorderOptions.DEFAULT.withMaterializeOnFlush(true))) {
            recorder.flush();
            assertThat(recorder.rolloutPath()).doesNotExist();
            recorder.record(items("a"));
            recorder.flush();
            assertThat(messages(recorder.rolloutPath())).containsExactly("META", "a");
        }
    }

    @Test
    @DisplayName("29 a blocked creation is an error without a file, and succeeds once the blocker is gone")
    void blocked_creation() throws Exception {
        Files.createDirectories(test.root());
        Files.writeString(test.home.sessions(), "in the way");
        try (RolloutRecorder recorder = fresh()) {
            recorder.record(items("a", "b"));
            assertThatThrownBy(recorder::persist).isInstanceOf(IOException.class);
            assertThat(Files.exists(recorder.rolloutPath())).isFalse();
            recorder.record(items("c"));
            Files.delete(test.home.sessions());
            recorder.flush();
            assertThat(messages(recorder.rolloutPath())).containsExactly("META", "a", "b", "c");
        }
    }

    @Test
    @DisplayName("30 one failure of the handle is healed by reopening")
    void one_failure() throws Exception {
        try (RolloutRecorder recorder = fresh()) {
            recorder.record(items("a", "b"));
            test.files.failWrites(1);
            recorder.persist();
            assertThat(messages(recorder.rolloutPath())).containsExactly("META", "a", "b");
        }
    }

    @Test
    @DisplayName("31 two failures are an error that loses nothing")
    void two_failures() throws Exception {
        try (RolloutRecorder recorder = committed()) {
            test.files.failWrites(Integer.MAX_VALUE);
            recorder.record(items("a", "b"));
            assertThatThrownBy(recorder::flush).hasMessage("injected: device error");
            assertThat(recorder.pendingItems()).isEqualTo(2);
            test.files.heal();
            recorder.flush();
            assertThat(messages(recorder.rolloutPath())).containsExactly("META", "a", "b");
        }
    }

    @Test
    @DisplayName("32 a torn line is ended and repeated whole")
    void short_write() throws Exception {
        try (RolloutRecorder recorder = committed()) {
            AtomicInteger writes = new AtomicInteger();
            test.files.write = (channel, bytes) -> {
                if (writes.getAndIncrement() == 0) {
                    ByteBuffer half = bytes.slice().limit(bytes.remaining() / 2);
                    channel.write(half);
                    throw new IOException("injected: no space");
                }
                return channel.write(bytes);
            };
            recorder.record(items("a", "b"));
            recorder.flush();
            LoadedRollout loaded = RolloutLoader.load(recorder.rolloutPath());
            assertThat(loaded.parseErrors()).isEqualTo(1);
            assertThat(messagesOf(loaded)).containsExactly("META", "a", "b");
            assertThat(TestHome.lines(recorder.rolloutPath())).hasSize(4);
        }
    }

    @Test
    @DisplayName("33 a retry starts at the first item that was not written")
    void failure_in_the_middle() throws Exception {
        try (RolloutRecorder recorder = committed()) {
            test.files.failWrites(1, 2);
            recorder.record(items("1", "2", "3", "4", "5"));
            recorder.flush();
            assertThat(messages(recorder.rolloutPath())).containsExactly("META", "1", "2", "3", "4", "5");
        }
    }

    @Test
    @DisplayName("34 a header that failed precedes every item all the same")
    void header_fails_once() throws Exception {
        try (RolloutRecorder recorder = fresh()) {
            AtomicInteger writes = new AtomicInteger();
            test.files.write = (channel, bytes) -> {
                if (writes.getAndIncrement() < 2) {
                    channel.write(bytes.slice().limit(Math.min(20, bytes.remaining())));
                    throw new IOException("injected: torn header");
                }
                return channel.write(bytes);
            };
            recorder.record(items("a"));
            assertThatThrownBy(recorder::persist).hasMessage("injected: torn header");
            recorder.persist();
            LoadedRollout loaded = RolloutLoader.load(recorder.rolloutPath());
            assertThat(messagesOf(loaded)).containsExactly("META", "a");
            assertThat(loaded.threadId()).contains(Lines.id(1));
        }
    }

    @Test
    @DisplayName("35 a shutdown that cannot drain leaves the writer alive")
    void shutdown_fails() throws Exception {
        RolloutRecorder recorder = committed();
        test.files.failWrites(Integer.MAX_VALUE);
        recorder.record(items("a"));
        assertThatThrownBy(recorder::shutdown).hasMessage("injected: device error");
        recorder.record(items("b"));
        test.files.heal();
        recorder.shutdown();
        assertThat(messages(recorder.rolloutPath())).containsExactly("META", "a", "b");
    }

    @Test
    @DisplayName("36 a failure in the background is kept for the flush, which heals or reports it")
    void background_failure() throws Exception {
        try (RolloutRecorder recorder = committed()) {
            test.files.failWrites(1);
            recorder.record(items("a"));
            recorder.flush();
            assertThat(messages(recorder.rolloutPath())).containsExactly("META", "a");
        }
    }

    @Test
    @DisplayName("37 a full queue blocks the producer until the writer catches up")
    void full_queue() throws Exception {
        try (RolloutRecorder recorder = committed()) {
            CountDownLatch blocked = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            test.files.once(Step.APPEND_WRITE, path -> {
                blocked.countDown();
                await(release);
            });
            recorder.record(items("first"));
            blocked.await();
            for (int i = 0; i < 256; i++) {
                recorder.record(items("q" + i));
            }
            CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> {
                try {
                    recorder.record(items("late"));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            Thread.sleep(200);
            assertThat(producer).isNotDone();
            release.countDown();
            producer.get(10, TimeUnit.SECONDS);
            recorder.flush();
            List<String> messages = messages(recorder.rolloutPath());
            assertThat(messages)
                    .hasSize(259)
                    .startsWith("META", "first", "q0", "q1")
                    .endsWith("q255", "late");
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    @DisplayName("38 eight threads keep their own order in whole lines")
    void eight_threads() throws Exception {
        try (RolloutRecorder recorder = committed()) {
            ExecutorService pool = Executors.newFixedThreadPool(8);
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                String thread = "t" + t + "-";
                done.add(pool.submit(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        recorder.record(items(thread + i));
                    }
                    return null;
                }));
            }
            for (Future<?> future : done) {
                future.get(60, TimeUnit.SECONDS);
            }
            pool.shutdown();
            recorder.flush();
            List<String> messages = messages(recorder.rolloutPath());
            assertThat(messages).hasSize(8_001);
            for (int t = 0; t < 8; t++) {
                String thread = "t" + t + "-";
                List<String> own =
                        messages.stream().filter(m -> m.startsWith(thread)).toList();
                assertThat(own).hasSize(1_000);
                for (int i = 0; i < 1_000; i++) {
                    assertThat(own.get(i)).isEqualTo(thread + i);
                }
            }
        }
    }

    @Test
    @DisplayName("39 after shutdown nothing can be queued")
    void after_shutdown() throws Exception {
        RolloutRecorder recorder = committed();
        recorder.shutdown();
        assertThatThrownBy(() -> recorder.record(items("a")))
                .isInstanceOfSatisfying(
                        RolloutException.class, e -> assertThat(e.kind()).isEqualTo(RolloutException.Kind.NOT_FOUND))
                .hasMessageStartingWith("failed to queue rollout items");
        assertThatThrownBy(recorder::persist).hasMessageStartingWith("failed to queue rollout items");
        assertThatThrownBy(recorder::flush).hasMessageStartingWith("failed to queue rollout items");
    }

    @Test
    @DisplayName("40 a resumed session gets no second header")
    void resume() throws Exception {
        Path path;
        try (RolloutRecorder recorder = committed()) {
            path = recorder.rolloutPath();
        }
        for (String text : List.of("a", "b")) {
            try (RolloutRecorder recorder = RolloutRecorder.resume(test.context, path, RecorderOptions.DEFAULT)) {
                recorder.record(items(text));
                recorder.flush();
            }
        }
        assertThat(messages(path)).containsExactly("META", "a", "b");
    }

    @Test
    @DisplayName("41 resuming what is not there creates nothing")
    void resume_missing() {
        Path missing = test.live("2026-03-01T10:00:00Z", Lines.id(1));
        assertThatThrownBy(() -> RolloutRecorder.resume(test.context, missing, RecorderOptions.DEFAULT))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(test.root()).doesNotExist();
    }

    @Test
    @DisplayName("42 an unterminated tail gets exactly one newline")
    void tail_repair() throws Exception {
        Path path = test.sample(1);
        Files.writeString(path, Files.readString(path) + "{\"a\":1}");
        long before = Files.size(path);
        for (int i = 0; i < 2; i++) {
            RolloutRecorder.resume(test.context, path, RecorderOptions.DEFAULT).close();
        }
        assertThat(Files.size(path)).isEqualTo(before + 1);
        assertThat(Files.readString(path)).endsWith("{\"a\":1}\n");
    }

    @Test
    @DisplayName("43 opening and closing does not touch the modification time")
    void modification_time() throws Exception {
        Path path = TestHome.age(test.sample(1), TestHome.LONG_AGO);
        RolloutRecorder.resume(test.context, path, RecorderOptions.DEFAULT).close();
        assertThat(Files.getLastModifiedTime(path).toInstant()).isEqualTo(TestHome.LONG_AGO);
    }

    @Test
    @DisplayName("44 a file deleted under a live recorder is noticed, and nothing counts as written")
    void deleted_underneath() throws Exception {
        RolloutRecorder recorder = committed();
        Path path = recorder.rolloutPath();
        byte[] saved = Files.readAllBytes(path);
        Files.delete(path);
        recorder.record(items("a"));
        assertThatThrownBy(recorder::flush).isInstanceOf(NoSuchFileException.class);
        assertThat(recorder.pendingItems()).isEqualTo(1);
        Files.write(path, saved);
        recorder.shutdown();
        assertThat(messages(path)).containsExactly("META", "a");
    }

    @Test
    @DisplayName("45 an empty file can be resumed")
    void resume_empty() throws Exception {
        Path path = TestHome.writeText(test.live("2026-03-01T10:00:00Z", Lines.id(1)), "");
        try (RolloutRecorder recorder = RolloutRecorder.resume(test.context, path, RecorderOptions.DEFAULT)) {
            recorder.record(items("a"));
            recorder.flush();
            assertThat(TestHome.lines(path)).hasSize(1);
        }
    }

    /** Real files of which this many fail to become durable. */
    private static FileOps unsyncable(AtomicInteger failures) {
        return new FileOps() {
            @Override
            public void force(FileChannel channel) throws IOException {
                if (failures.getAndDecrement() > 0) {
                    throw new IOException("injected: cannot sync");
                }
                super.force(channel);
            }
        };
    }

    @Test
    void what_cannot_be_made_durable_is_an_error_until_it_can() throws Exception {
        AtomicInteger failures = new AtomicInteger(2);
        RolloutRecorder recorder = RolloutRecorder.create(
                test.context.withFiles(unsyncable(failures)), TestHome.session(Lines.id(1)), RecorderOptions.DEFAULT);
        recorder.record(items("a"));
        assertThatThrownBy(recorder::persist).hasMessage("injected: cannot sync");
        assertThat(failures).hasValue(0);
        failures.set(2);
        assertThatThrownBy(recorder::shutdown).hasMessage("injected: cannot sync");
        recorder.shutdown();
        assertThat(failures).hasValue(-1);
        assertThat(messages(recorder.rolloutPath())).containsExactly("META", "a");
    }

    @Test
    void one_failure_to_make_durable_is_made_good_with_a_fresh_handle() throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        try (RolloutRecorder recorder = RolloutRecorder.create(
                test.context.withFiles(unsyncable(failures)), TestHome.session(Lines.id(1)), RecorderOptions.DEFAULT)) {
            recorder.record(items("a"));
            recorder.persist();
            assertThat(failures).hasValue(-1);
            recorder.persist();
            assertThat(failures).hasValue(-1);
        }
    }

    /** What was written, and where, and which attempts to make it durable failed. */
    private static final class Journal extends FileOps {
        final List<String> entries = new ArrayList<>();
        int failures;
        Path lossy = Path.of("none");

        @Override
        public int write(FileChannel channel, ByteBuffer bytes) throws IOException {
            entries.add(bytes.remaining() + " bytes at " + channel.position());
            return super.write(channel, bytes);
        }

        @Override
        public void force(FileChannel channel) throws IOException {
            entries.add(failures > 0 ? "failed" : "forced");
            if (failures-- > 0) {
                if (Files.exists(lossy)) {
                    Files.write(lossy, new byte[(int) Files.size(lossy)]);
                }
                throw new IOException("injected: cannot sync");
            }
            super.force(channel);
        }
    }

    private RolloutRecorder fresh(Journal journal) throws IOException {
        return RolloutRecorder.create(
                test.context.withFiles(journal), TestHome.session(Lines.id(1)), RecorderOptions.DEFAULT);
    }

    @Test
    void what_was_not_made_durable_is_written_again_in_its_place_before_the_next_attempt() throws Exception {
        Journal journal = new Journal();
        try (RolloutRecorder recorder = fresh(journal)) {
            recorder.persist();
            recorder.record(items("a", "b"));
            recorder.flush();
            List<String> writes = journal.entries.subList(2, 4);
            assertThat(writes).allMatch(entry -> entry.contains(" bytes at "));
            List<String> expected = new ArrayList<>(journal.entries);
            expected.add("failed");
            expected.addAll(writes);
            expected.add("failed");
            expected.addAll(writes);
            expected.add("forced");
            journal.failures = 2;
            assertThatThrownBy(recorder::persist).hasMessage("injected: cannot sync");
            recorder.persist();
            recorder.persist();
            assertThat(journal.entries).isEqualTo(expected);
            assertThat(messages(recorder.rolloutPath())).containsExactly("META", "a", "b");
        }
    }

    @Test
    void lines_that_are_no_longer_where_they_were_written_are_written_again_at_the_end() throws Exception {
        Journal journal = new Journal();
        try (RolloutRecorder recorder = fresh(journal)) {
            recorder.record(items("a", "b"));
            journal.lossy = recorder.rolloutPath();
            journal.failures = 1;
            recorder.persist();
            LoadedRollout loaded = RolloutLoader.load(recorder.rolloutPath());
            assertThat(messagesOf(loaded)).containsExactly("META", "a", "b");
            assertThat(loaded.parseErrors()).isEqualTo(1);
        }
    }

    @Test
    void little_is_written_that_is_not_durable() throws Exception {
        Journal journal = new Journal();
        try (RolloutRecorder recorder = fresh(journal)) {
            recorder.persist();
            String[] texts = new String[40];
            java.util.Arrays.setAll(texts, n -> n + "x".repeat(100 << 10));
            recorder.record(items(texts));
            recorder.flush();
            assertThat(java.util.Collections.frequency(journal.entries, "forced"))
                    .isBetween(3, 5);
            journal.failures = Integer.MAX_VALUE;
            recorder.record(items(texts));
            assertThatThrownBy(recorder::flush).hasMessage("injected: cannot sync");
            assertThat(recorder.pendingItems()).isBetween(25L, 40L);
            journal.failures = 0;
            recorder.flush();
            List<String> expected = new ArrayList<>(List.of("META"));
            expected.addAll(List.of(texts));
            expected.addAll(List.of(texts));
            assertThat(messages(recorder.rolloutPath())).isEqualTo(expected);
        }
    }

    @Test
    void a_working_directory_that_is_no_path_here_costs_the_repository_and_nothing_else() throws Exception {
        SessionMeta meta = SessionMeta.read(Json.object()
                        .put("id", Lines.id(1).value())
                        .put("timestamp", "2026-03-01T10:00:00.000Z")
                        .put("cwd", "/home/a\0da")
                        .put("originator", "shop_cli")
                        .put("cli_version", "1"))
                .orElseThrow();
        Path path = test.live("2026-03-01T10:00:00Z", Lines.id(1));
        RecorderFile file = new RecorderFile(test.context, path, RecorderOptions.DEFAULT.observer(), meta);
        file.buffer(items("a"));
        file.write(true);
        file.release();
        assertThat(messages(path)).containsExactly("META", "a");
    }

    @Test
    void too_much_pending_is_an_error_to_the_producer() throws Exception {
        try (RolloutRecorder recorder = fresh(RecorderOptions.DEFAULT.withMaxPendingBytes(1_000))) {
            recorder.record(items("x".repeat(500)));
            assertThatThrownBy(() -> recorder.record(items("x".repeat(500))))
                    .hasMessageStartingWith("too much waits to be written");
            assertThat(recorder.pendingItems()).isEqualTo(1);
        }
    }

    @Test
    void a_session_in_a_repository_notes_its_state_when_the_header_is_written() throws Exception {
        Path repository = temp.resolve("shop");
        Files.createDirectories(repository.resolve(".git/refs/heads"));
        Files.writeString(repository.resolve(".git/HEAD"), "ref: refs/heads/main\n");
        Files.writeString(repository.resolve(".git/refs/heads/main"), "9f1c0de".repeat(5) + "abcde\n");
        Files.writeString(
                repository.resolve(".git/config"), "[remote \"origin\"]\n\turl = https://git.example/shop.git\n");
        NewSession session = new NewSession(
                Lines.id(1),
                Files.createDirectories(repository.resolve("src")),
                new NewSession.Client("shop_cli", "1"),
                "cli",
                java.util.Map.of("model_provider", "acme"));
        try (RolloutRecorder recorder = RolloutRecorder.create(test.context, session, RecorderOptions.DEFAULT)) {
            recorder.persist();
            assertThat(TestHome.lines(recorder.rolloutPath()).get(0))
                    .contains("\"git\":{\"commit_hash\":\"" + "9f1c0de".repeat(5) + "abcde\",\"branch\":\"main\","
                            + "\"repository_url\":\"https://git.example/shop.git\"}");
        }
    }

    @Test
    void the_filter_keeps_history_and_drops_what_passes_by() {
        assertThat(PersistenceFilter.keeps(Lines.userItem("x"))).isTrue();
        for (String dropped : List.of("agent_message_delta", "exec_command_begin", "warning", "error")) {
            assertThat(PersistenceFilter.keeps(RolloutItem.ofJson(
                            dev.tracefold.rollout.line.LineType.EVENT_MSG, "{\"type\":\"" + dropped + "\"}")))
                    .as(dropped)
                    .isFalse();
        }
        for (String dropped : List.of("additional_tools", "compaction_trigger", "hologram")) {
            assertThat(PersistenceFilter.keeps(RolloutItem.ofJson(
                            dev.tracefold.rollout.line.LineType.RESPONSE_ITEM, "{\"type\":\"" + dropped + "\"}")))
                    .as(dropped)
                    .isFalse();
        }
    }
}

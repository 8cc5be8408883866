/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.index.BackfillReport.Outcome;
import dev.tracefold.rollout.index.BackfillState.Status;
import dev.tracefold.rollout.line.ConversationText;
import dev.tracefold.rollout.testing.ChildJvm;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class BackfillTest {
    private static final BackfillOptions NO_SWEEP = BackfillOptions.DEFAULT.withClosingSweep(false);

    @TempDir
    Path temp;

    private TestHome test;
    private MetadataExtractor extractor;
    private RolloutIndex index;

    @BeforeEach
    void setUp() throws IOException {
        test = new TestHome(temp);
        extractor = new MetadataExtractor(test.files, ConversationText.DEFAULT, "house");
        index = RolloutIndex.open(test.home);
    }

    @AfterEach
    void tearDown() throws IOException {
        index.close();
    }

    private Backfill backfill(BackfillOptions options) {
        return new Backfill(test.context, index, extractor, options);
    }

    private BackfillReport run() throws IOException {
        return backfill(BackfillOptions.DEFAULT).run(Progress.NONE);
    }

    private Path session(int n) throws IOException {
        String created = String.format("2026-03-01T%02d:%02d:%02dZ", n / 3600, n / 60 % 60, n % 60);
        return TestHome.write(test.live(created, Lines.id(n)), Lines.meta(Lines.id(n)), Lines.user("about " + n));
    }

    private void watermark(Path path) throws IOException {
        assertThat(index.backfill().claim("earlier", TestHome.NOW.getEpochSecond() - 5_000, false))
                .isTrue();
        index.backfill()
                .checkpoint(
                        "earlier",
                        TestHome.NOW.getEpochSecond() - 5_000,
                        test.home.key(path),
                        BackfillState.Counts.NONE);
    }

    private void rawUpdate(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + test.home.indexFile());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    @DisplayName("97 450 files take three checkpoints, at 200, 400 and 450")
    void batches() throws Exception {
        List<Path> paths = new ArrayList<>();
        for (int n = 0; n < 450; n++) {
            paths.add(session(n));
        }
        List<String> checkpoints = new ArrayList<>();
        Backfill backfill = backfill(BackfillOptions.DEFAULT);
        backfill.setHook(checkpoints::add);
        BackfillReport report = backfill.run(Progress.NONE);
        assertThat(checkpoints)
                .containsExactly(
                        test.home.key(paths.get(199)), test.home.key(paths.get(399)), test.home.key(paths.get(449)));
        assertThat(report).isEqualTo(new BackfillReport(Outcome.SUCCESS, new BackfillState.Counts(450, 450, 0), 0));
        BackfillState state = index.backfillState();
        assertThat(state.status()).isEqualTo(Status.COMPLETE);
        assertThat(state.watermark()).contains(test.home.key(paths.get(449)));
        assertThat(index.count()).isEqualTo(450);
    }

    @Test
    @DisplayName("98 without the sweep, what lies at or before the watermark stays out")
    void watermark_without_sweep() throws Exception {
        Path first = session(1);
        Path second = session(2);
        watermark(first);
        assertThat(backfill(NO_SWEEP).run(Progress.NONE).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(index.find(Lines.id(1))).isEmpty();
        assertThat(index.find(Lines.id(2))).isPresent();
        assertThat(index.backfillState().watermark()).contains(test.home.key(second));
        assertThat(index.backfillState().lastSuccessAt()).contains(TestHome.NOW.getEpochSecond());
    }

    @Test
    @DisplayName("99 with the sweep, both have a row")
    void watermark_with_sweep() throws Exception {
        watermark(session(1));
        session(2);
        run();
        assertThat(index.find(Lines.id(1))).isPresent();
        assertThat(index.find(Lines.id(2))).isPresent();
    }

    @Test
    @DisplayName("100 a run killed after its first batch is gone on with at once, where it stopped")
    void killed() throws Exception {
        List<Path> paths = new ArrayList<>();
        for (int n = 0; n < 250; n++) {
            paths.add(session(n));
        }
        try (ChildJvm child = new ChildJvm("backfill-crash", test.root())) {
            assertThat(child.exitCode()).isEqualTo(42);
        }
        assertThat(index.backfillState().status()).isEqualTo(Status.RUNNING);
        assertThat(index.backfillState().watermark()).contains(test.home.key(paths.get(199)));
        assertThat(index.count()).isEqualTo(200);
        BackfillReport report = backfill(NO_SWEEP).run(Progress.NONE);
        assertThat(report.counts()).isEqualTo(new BackfillState.Counts(50, 50, 0));
        assertThat(test.files.opened).containsExactlyInAnyOrderElementsOf(paths.subList(200, 250));
        assertThat(index.count()).isEqualTo(250);
        assertThat(index.backfillState().status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    @DisplayName("101 a rollout archived behind the watermark gets its row, archived when it was last written")
    void archived_behind_the_watermark() throws Exception {
        watermark(session(1));
        session(2);
        Path archived = TestHome.write(
                test.archived("2026-02-01T10:00:00Z", Lines.id(3)), Lines.meta(Lines.id(3)), Lines.user("old"));
        TestHome.age(archived, TestHome.LONG_AGO);
        run();
        ThreadRow row = index.find(Lines.id(3)).orElseThrow();
        assertThat(row.archivedAt()).isEqualTo(TestHome.LONG_AGO.getEpochSecond());
    }

    @Test
    @DisplayName("102 an unreadable file does not stop completion and is tried again on later starts")
    void unreadable_file() throws Exception {
        session(1);
        Path bad = TestHome.write(test.live("2026-03-01T10:00:00Z", Lines.id(2)), "garbage");
        session(3);
        BackfillReport report = run();
        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL_FAILURE);
        assertThat(report.counts()).isEqualTo(new BackfillState.Counts(4, 2, 1));
        assertThat(index.backfillState().status()).isEqualTo(Status.COMPLETE);
        TestHome.write(bad, Lines.meta(Lines.id(2)), Lines.user("healed"));
        assertThat(run().counts()).isEqualTo(new BackfillState.Counts(1, 1, 0));
        assertThat(index.find(Lines.id(2))).isPresent();
    }

    @Test
    void a_file_that_stays_bad_is_given_up_after_three_attempts() throws Exception {
        Path bad = TestHome.write(test.live("2026-03-01T10:00:00Z", Lines.id(2)), "garbage");
        run();
        run();
        test.files.opened.clear();
        assertThat(run().outcome()).isEqualTo(Outcome.ALREADY_COMPLETE);
        assertThat(test.files.opened).isEmpty();
        TestHome.write(bad, "different garbage");
        run();
        assertThat(test.files.opened).containsExactly(bad);
    }

    @Test
    @DisplayName("103 all files failing is a failure, no file at all a success")
    void all_or_none() throws Exception {
        assertThat(run().outcome()).isEqualTo(Outcome.SUCCESS);
        backfill(NO_SWEEP).reset();
        TestHome.write(test.live("2026-03-01T10:00:00Z", Lines.id(2)), "garbage");
        assertThat(run().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    @DisplayName("104 a directory that cannot be listed keeps the work incomplete")
    void unreadable_directory() throws Exception {
        Path path = session(1);
        TestHome.write(test.live("2026-03-02T10:00:00Z", Lines.id(2)), Lines.meta(Lines.id(2)), Lines.user("x"));
        test.files.unlistable(path.getParent());
        assertThat(run().outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(index.backfillState().status()).isEqualTo(Status.PENDING);
        assertThat(index.count()).isEqualTo(1);
        test.files.heal();
        assertThat(run().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(index.count()).isEqualTo(2);
    }

    @Test
    @DisplayName("105 of two processes one works and the other waits")
    void two_processes() throws Exception {
        for (int n = 0; n < 250; n++) {
            session(n);
        }
        List<ChildJvm> children =
                List.of(new ChildJvm("backfill-await", test.root()), new ChildJvm("backfill-await", test.root()));
        for (ChildJvm child : children) {
            assertThat(child.readLine()).isEqualTo("READY");
        }
        for (ChildJvm child : children) {
            child.go();
        }
        List<List<String>> output = new ArrayList<>();
        for (ChildJvm child : children) {
            List<String> lines = new ArrayList<>();
            for (String line = child.readLine(); line != null; line = child.readLine()) {
                lines.add(line);
            }
            output.add(lines);
            child.close();
        }
        assertThat(output)
                .containsExactlyInAnyOrder(List.of("WORKED", "WORKED", "complete=true"), List.of("complete=true"));
        assertThat(index.count()).isEqualTo(250);
        assertThat(index.backfillState().status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    @DisplayName("106 a worker whose lease was taken over stops and touches nothing")
    void lease_lost() throws Exception {
        session(1);
        Backfill backfill = backfill(BackfillOptions.DEFAULT);
        backfill.setHook(watermark -> index.backfill().claim("successor", TestHome.NOW.getEpochSecond(), true));
        BackfillReport report = backfill.run(Progress.NONE);
        assertThat(report.outcome()).isEqualTo(Outcome.LEASE_LOST);
        assertThat(index.count()).isZero();
        assertThat(index.backfillState().watermark()).isEmpty();
        assertThat(index.backfillState().status()).isEqualTo(Status.RUNNING);
    }

    @Test
    @DisplayName("107 a complete index opens no file")
    void already_complete() throws Exception {
        session(1);
        run();
        test.files.opened.clear();
        assertThat(run().outcome()).isEqualTo(Outcome.ALREADY_COMPLETE);
        assertThat(test.files.opened).isEmpty();
        session(2);
        assertThat(run().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(test.files.opened).hasSize(1);
        assertThat(index.find(Lines.id(2))).isPresent();
    }

    @Test
    @DisplayName("108 a state row that is gone is made anew, and one that makes no sense counts as pending")
    void odd_state() throws Exception {
        session(1);
        rawUpdate("DELETE FROM backfill_state");
        assertThat(index.backfillState().status()).isEqualTo(Status.PENDING);
        rawUpdate("UPDATE backfill_state SET status = 'odd'");
        assertThatThrownBy(() -> index.backfillState()).hasMessage("invalid backfill status: odd");
        assertThat(run().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(index.count()).isEqualTo(1);
    }

    @Test
    @DisplayName("109 a checkpoint that fails once does not stop the run, and never runs ahead of the rows")
    void checkpoint_fails() throws Exception {
        for (int n = 0; n < 250; n++) {
            session(n);
        }
        Backfill backfill = backfill(BackfillOptions.DEFAULT);
        AtomicInteger calls = new AtomicInteger();
        List<Optional<String>> watermarks = new ArrayList<>();
        backfill.setHook(watermark -> {
            watermarks.add(index.backfillState().watermark());
            if (calls.getAndIncrement() == 1) {
                throw new IndexException("injected: disk I/O error");
            }
        });
        BackfillReport report = backfill.run(Progress.NONE);
        assertThat(report).isEqualTo(new BackfillReport(Outcome.SUCCESS, new BackfillState.Counts(250, 250, 0), 0));
        assertThat(watermarks).hasSize(3);
        assertThat(watermarks.get(2)).isEqualTo(watermarks.get(1));
        assertThat(index.count()).isEqualTo(250);
    }

    @Test
    @DisplayName("110 values that a live session wrote while its file was read are kept")
    void live_update() throws Exception {
        Path path = TestHome.age(session(1), TestHome.LONG_AGO);
        ThreadRow newer = extractor.extract(path).row();
        test.files.onOpenInput = opened -> {
            long later = TestHome.NOW.toEpochMilli();
            index.upsert(newer.withTimes(new ThreadRow.Times(newer.times().created(), later, later))
                    .withTexts(new ThreadRow.Texts("live title", null, "live preview", "")));
        };
        run();
        ThreadRow row = index.find(Lines.id(1)).orElseThrow();
        assertThat(row.texts().title()).isEqualTo("live title");
        assertThat(row.texts().preview()).isEqualTo("live preview");
        assertThat(row.texts().firstUserMessage()).isEqualTo("about 1");
        assertThat(row.times().updated()).isEqualTo(TestHome.NOW.toEpochMilli());
    }

    @Test
    void of_two_files_of_one_thread_the_live_one_counts() throws Exception {
        Path live = session(1);
        TestHome.write(test.archived("2026-04-01T10:00:00Z", Lines.id(1)), Lines.meta(Lines.id(1)), Lines.user("copy"));
        run();
        assertThat(index.find(Lines.id(1)).orElseThrow().rolloutPath()).isEqualTo(live.toString());
        Path newer = TestHome.write(
                test.live("2026-05-01T10:00:00Z", Lines.id(1)), Lines.meta(Lines.id(1)), Lines.user("newer"));
        backfill(NO_SWEEP).reset();
        run();
        assertThat(index.find(Lines.id(1)).orElseThrow().rolloutPath()).isEqualTo(newer.toString());
        assertThat(Files.exists(live)).isTrue();
    }

    /** Fills the index and overwrites all but the pages that opening it looks at. */
    private void damage() throws Exception {
        for (int n = 0; n < 250; n++) {
            session(n);
        }
        run();
        index.close();
        try (RandomAccessFile file = new RandomAccessFile(test.home.indexFile().toFile(), "rw")) {
            long sound = 20 * 4096L;
            assertThat(file.length()).isGreaterThan(2 * sound);
            file.seek(sound);
            file.write(new byte[(int) (file.length() - sound)]);
        }
        index = RolloutIndex.open(test.home);
        assertThat(index.backfillState().status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    void an_index_that_proves_damaged_while_it_is_filled_is_begun_anew() throws Exception {
        damage();
        assertThat(run().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(index.updatedTimes()).hasSize(250);
        assertThat(index.backfillState().status()).isEqualTo(Status.COMPLETE);
        assertThat(test.home.indexBackups()).isNotEmptyDirectory();
    }

    @Test
    void filling_a_damaged_index_again_begins_anew() throws Exception {
        damage();
        Backfill again = backfill(BackfillOptions.DEFAULT);
        again.reset();
        assertThat(again.run(Progress.NONE).counts().upserted()).isEqualTo(250);
        assertThat(index.updatedTimes()).hasSize(250);
    }

    @Test
    void an_index_that_was_found_damaged_does_not_count_as_complete_any_more() throws Exception {
        damage();
        assertThatThrownBy(() -> index.updatedTimes()).isInstanceOf(IndexException.class);
        index.close();
        index = RolloutIndex.open(test.home);
        assertThat(index.backfillState().status()).isEqualTo(Status.PENDING);
    }

    @Test
    void damage_that_no_query_has_met_is_found_by_looking_for_it() throws Exception {
        session(1);
        run();
        assertThat(index.findDamage()).isEmpty();
        damage();
        assertThat(index.findDamage()).isPresent();
        index.close();
        index = RolloutIndex.open(test.home);
        assertThat(index.backfillState().status()).isEqualTo(Status.PENDING);
    }

    @Test
    void rows_that_are_missing_from_what_is_sorted_are_damage_too() throws Exception {
        sortByCreation("preview = ''");
        session(1);
        run();
        sortByCreation("preview <> ''");
        assertThat(index.findDamage()).contains("row 1 missing from index threads_created");
    }

    /** Goes on with an index which does not know that it has sorted other rows until now. */
    private void sortByCreation(String which) throws Exception {
        index.close();
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + test.home.indexFile());
                Statement statement = raw.createStatement()) {
            statement.execute("PRAGMA writable_schema = ON");
            statement.execute("UPDATE sqlite_master SET sql = substr(sql, 1, instr(sql, 'WHERE') + 5) || \"" + which
                    + "\" WHERE name = 'threads_created'");
        }
        index = RolloutIndex.open(test.home);
    }

    @Test
    void filling_again_takes_what_an_older_file_says() throws Exception {
        Path path = session(1);
        run();
        TestHome.write(path, Lines.meta(Lines.id(1)), Lines.user("as it was backed up"));
        TestHome.age(path, TestHome.LONG_AGO);
        Backfill again = backfill(BackfillOptions.DEFAULT);
        again.reset();
        again.run(Progress.NONE);
        ThreadRow row = index.find(Lines.id(1)).orElseThrow();
        assertThat(row.texts().preview()).isEqualTo("as it was backed up");
        assertThat(row.times().updated()).isEqualTo(TestHome.LONG_AGO.toEpochMilli());
    }
}

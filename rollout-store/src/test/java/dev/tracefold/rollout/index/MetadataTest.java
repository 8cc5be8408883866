/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.line.ConversationText;
import dev.tracefold.rollout.line.GitInfo;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class MetadataTest {
    @TempDir
    Path temp;

    private TestHome test;
    private MetadataExtractor extractor;
    private RolloutIndex index;
    private Path path;

    @BeforeEach
    void setUp() throws IOException {
        test = new TestHome(temp);
        extractor = new MetadataExtractor(test.files, ConversationText.DEFAULT, "house");
        index = RolloutIndex.open(test.home);
        path = test.live("2026-03-01T10:00:00Z", Lines.id(1));
    }

    @AfterEach
    void tearDown() throws IOException {
        index.close();
    }

    private ThreadRow extract(String... lines) throws IOException {
        return extractor.extract(TestHome.write(path, lines)).row();
    }

    private IndexMaintenance maintenance() {
        return new IndexMaintenance(index, extractor, test.context.clock());
    }

    private static String userWithImage(String text) {
        return Lines.line(
                "event_msg",
                "{\"type\":\"user_message\",\"message\":\"" + text + "\",\"images\":[\"data:x\"],\"local_images\":[]}");
    }

    private static String tokens(String info) {
        return Lines.line("event_msg", "{\"type\":\"token_count\",\"info\":" + info + ",\"rate_limits\":null}");
    }

    private static String total(int tokens) {
        return tokens("{\"total_token_usage\":{\"total_tokens\":" + tokens + "}}");
    }

    @Test
    @DisplayName("12b extracting from nothing but garbage is an error")
    void garbage() {
        assertThatThrownBy(() -> extract("garbage")).hasMessage("empty session file: " + path);
    }

    @Test
    @DisplayName("87 title, preview and first message are the user's own words")
    void texts() throws Exception {
        ThreadRow row = extract(
                Lines.meta(Lines.id(1)),
                Lines.user("context\\n## My request for Codex:  fix the cart total \\n"),
                userWithImage(""));
        assertThat(row.texts())
                .isEqualTo(new ThreadRow.Texts("fix the cart total", null, "fix the cart total", "fix the cart total"));
        assertThat(row.origin()).isEqualTo(new ThreadRow.Origin("cli", null, "acme", "/home/ada/shop", "1.4.0"));
        assertThat(Instant.ofEpochMilli(row.times().created())).isEqualTo(Instant.parse("2026-03-01T09:59:58.004Z"));
        assertThat(row.times().updated())
                .isEqualTo(Files.getLastModifiedTime(path).toMillis());
        assertThat(row.settings())
                .isEqualTo(new ThreadRow.Settings(null, null, "{\"type\":\"read-only\"}", "on-request"));
    }

    @Test
    @DisplayName("88 an image alone is a preview but no title")
    void image_first() throws Exception {
        ThreadRow row = extract(Lines.meta(Lines.id(1)), userWithImage(" "));
        assertThat(row.texts()).isEqualTo(new ThreadRow.Texts("", null, "[Image]", "[Image]"));
        ThreadRow later = extract(Lines.meta(Lines.id(1)), userWithImage(""), Lines.user("now with words"));
        assertThat(later.texts()).isEqualTo(new ThreadRow.Texts("now with words", null, "[Image]", "[Image]"));
    }

    @Test
    @DisplayName("89 a foreign header is ignored, a later one of the same thread replaces the repository's state")
    void headers() throws Exception {
        ThreadRow row = extract(
                Lines.meta(Lines.id(1), ",\"git\":{\"commit_hash\":\"aaa\",\"branch\":\"main\"}"),
                Lines.meta(Lines.id(2), ",\"git\":{\"commit_hash\":\"foreign\"},\"agent_nickname\":\"other\""),
                Lines.meta(Lines.id(1), ",\"git\":{\"commit_hash\":\"bbb\"},\"agent_type\":\"reviewer\""),
                Lines.user("x"));
        assertThat(row.id()).isEqualTo(Lines.id(1));
        assertThat(row.git()).isEqualTo(new GitInfo("bbb", null, null));
        assertThat(row.agent()).isEqualTo(new ThreadRow.Agent(null, "reviewer", null));
    }

    @Test
    @DisplayName("90 without a readable time the name says when and who; without a name it is an error")
    void bad_header_time() throws Exception {
        String meta = Lines.meta(Lines.id(1)).replace("2026-03-01T09:59:58.004Z", "some day");
        ThreadRow row = extract(meta, Lines.user("x"));
        assertThat(Instant.ofEpochMilli(row.times().created())).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(row.id()).isEqualTo(Lines.id(1));
        Path nameless = TestHome.write(temp.resolve("other.jsonl"), meta, Lines.user("x"));
        assertThatThrownBy(() -> extractor.extract(nameless))
                .hasMessageStartingWith("rollout missing metadata builder");
        Path headless = TestHome.write(path, Lines.user("x"));
        assertThat(extractor.extract(headless).row().origin().source()).isEqualTo("vscode");
    }

    @Test
    @DisplayName("91 the last token total counts, never below zero")
    void token_totals() throws Exception {
        assertThat(extract(Lines.meta(Lines.id(1)), tokens("null"), total(10), total(-5))
                        .tokensUsed())
                .isZero();
        assertThat(extract(Lines.meta(Lines.id(1)), total(10), tokens("null")).tokensUsed())
                .isEqualTo(10);
    }

    @Test
    void the_latest_context_and_settings_count() throws Exception {
        ThreadRow row = extract(
                Lines.meta(Lines.id(1)),
                Lines.line(
                        "turn_context",
                        "{\"cwd\":\"/elsewhere\",\"model\":\"m-large\",\"effort\":\"high\",\"approval_policy\":\"never\","
                                + "\"sandbox_policy\":{\"type\":\"workspace-write\"}}"),
                Lines.line("event_msg", "{\"type\":\"thread_goal_updated\",\"goal\":{\"objective\":\" a goal \"}}"),
                Lines.user("words"));
        assertThat(row.settings())
                .isEqualTo(new ThreadRow.Settings("m-large", "high", "{\"type\":\"workspace-write\"}", "never"));
        assertThat(row.origin().cwd()).isEqualTo("/home/ada/shop");
        assertThat(row.texts()).isEqualTo(new ThreadRow.Texts("words", null, "a goal", "words"));
    }

    @Test
    @DisplayName("92 reconciling keeps an explicit title and the repository's state, and fills what is missing")
    void reconcile_keeps() throws Exception {
        ThreadRow fresh = extract(
                Lines.meta(Lines.id(1), ",\"git\":{\"commit_hash\":\"fresh\",\"branch\":\"main\"}"),
                Lines.user("hello"));
        index.upsert(fresh.withTexts(new ThreadRow.Texts("My title", null, "hello", "hello"))
                .withGit(new GitInfo("kept", null, null)));
        ThreadRow row = maintenance().reconcile(path, false).orElseThrow();
        assertThat(row.texts().title()).isEqualTo("My title");
        assertThat(row.git()).isEqualTo(new GitInfo("kept", "main", null));
    }

    @Test
    @DisplayName("93 a stale upsert neither overwrites the repository's state nor empties the preview")
    void stale_upsert() throws Exception {
        ThreadRow stale = extract(Lines.meta(Lines.id(1), ",\"git\":{\"commit_hash\":\"old\"}"), Lines.user("hello"));
        index.upsert(stale.withGit(new GitInfo(null, null, null)));
        index.setGit(Lines.id(1), new GitInfo("explicit", "topic", null));
        index.upsert(stale.withTexts(new ThreadRow.Texts("", null, "", "")));
        ThreadRow row = index.find(Lines.id(1)).orElseThrow();
        assertThat(row.git()).isEqualTo(new GitInfo("explicit", "topic", null));
        assertThat(row.texts().preview()).isEqualTo("hello");
    }

    @Test
    void an_upsert_keeps_recency_and_name() throws Exception {
        ThreadRow row = extract(Lines.meta(Lines.id(1)), Lines.user("hello"));
        assertThat(index.insertIfAbsent(row)).isTrue();
        assertThat(index.insertIfAbsent(row)).isFalse();
        index.setName(Lines.id(1), "given");
        index.touchRecency(Lines.id(1), row.times().recency() + 50);
        index.touchRecency(Lines.id(1), row.times().recency() - 50_000);
        index.upsert(row);
        ThreadRow after = index.find(Lines.id(1)).orElseThrow();
        assertThat(after.texts().name()).isEqualTo("given");
        assertThat(after.times().recency()).isEqualTo(row.times().recency() + 51);
    }

    @Test
    @DisplayName("94 compressing a rollout leaves its row pointing to the logical path, and repair still works")
    void repair_of_compressed() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)), Lines.user("hello"));
        maintenance().reconcile(path, false);
        Path compressed = TestHome.compress(path);
        ThreadRow repaired =
                maintenance().readRepair(compressed, Lines.id(1), true, false).orElseThrow();
        assertThat(repaired.rolloutPath()).isEqualTo(path.toString());
        assertThat(repaired.archived()).isTrue();
        assertThat(RolloutForms.resolve(Path.of(repaired.rolloutPath()))).contains(compressed);
        Path moved = test.live("2026-03-02T10:00:00Z", Lines.id(1));
        Files.createDirectories(moved.getParent());
        Files.move(compressed, RolloutForms.compressed(moved));
        assertThat(maintenance()
                        .readRepair(RolloutForms.compressed(moved), Lines.id(1), false, false)
                        .orElseThrow()
                        .rolloutPath())
                .isEqualTo(moved.toString());
    }

    private Connection raw() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + test.home.indexFile());
    }

    private void rawUpdate(String sql) throws Exception {
        try (Connection connection = raw();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    @DisplayName("95 a newer schema is tolerated, a changed migration refused, a corrupt file moved aside")
    void schema() throws Exception {
        index.upsert(extract(Lines.meta(Lines.id(1)), Lines.user("x")));
        rawUpdate("INSERT INTO schema_migrations (version, checksum) VALUES (99, 'from the future')");
        try (RolloutIndex again = RolloutIndex.open(test.home)) {
            assertThat(again.count()).isEqualTo(1);
        }
        rawUpdate("UPDATE schema_migrations SET checksum = 'tampered' WHERE version = 1");
        assertThatThrownBy(() -> RolloutIndex.open(test.home))
                .hasMessage("migration 1 of the index was changed after it was applied");
        index.close();
        Files.deleteIfExists(
                test.home.indexFile().resolveSibling(test.home.indexFile().getFileName() + "-wal"));
        Files.writeString(test.home.indexFile(), "this is no database at all, ".repeat(100));
        try (RolloutIndex rebuilt = RolloutIndex.open(test.home)) {
            assertThat(rebuilt.count()).isZero();
            assertThat(rebuilt.backfillState().status()).isEqualTo(BackfillState.Status.PENDING);
        }
        try (var backups = Files.walk(test.home.indexBackups())) {
            assertThat(backups.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .contains("index_1.sqlite");
        }
    }

    @Test
    @DisplayName("96 reading the state does not wait for a writer")
    void state_does_not_wait() throws Exception {
        try (Connection writer = raw();
                Statement statement = writer.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            long start = System.nanoTime();
            assertThat(index.backfillState().status()).isEqualTo(BackfillState.Status.PENDING);
            assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
            statement.execute("ROLLBACK");
        }
    }

    @Test
    void the_database_has_the_settings_that_it_is_to_have() throws Exception {
        try (Connection connection = raw();
                Statement statement = connection.createStatement()) {
            List<String> settings = new ArrayList<>();
            for (String pragma : List.of("journal_mode", "auto_vacuum")) {
                try (var result = statement.executeQuery("PRAGMA " + pragma)) {
                    settings.add(result.getString(1));
                }
            }
            assertThat(settings).containsExactly("wal", "2");
        }
    }

    @Test
    void times_handed_out_in_a_burst_are_unique_and_old_ones_pass() {
        UniqueMillis unique = new UniqueMillis();
        assertThat(List.of(
                        unique.next(10_000),
                        unique.next(10_000),
                        unique.next(9_500),
                        unique.next(9_000),
                        unique.next(10_002)))
                .containsExactly(10_000L, 10_001L, 10_002L, 9_000L, 10_003L);
    }

    @Test
    void moving_and_deleting_a_rollout_is_noted() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)), Lines.user("hello"));
        maintenance().reconcile(path, false);
        var manager = new dev.tracefold.rollout.manage.RolloutManager(test.context, maintenance());
        Path archived = manager.archive(path).get(0).to();
        assertThat(index.find(Lines.id(1)).orElseThrow().archivedAt()).isEqualTo(TestHome.NOW.getEpochSecond());
        assertThat(index.find(Lines.id(1)).orElseThrow().rolloutPath()).isEqualTo(archived.toString());
        manager.unarchive(archived);
        assertThat(index.find(Lines.id(1)).orElseThrow().archived()).isFalse();
        manager.delete(path);
        assertThat(index.find(Lines.id(1))).isEmpty();
    }

    @Test
    void lines_added_to_a_session_that_has_no_row_make_none_that_lacks_what_came_before() throws Exception {
        TestHome.write(path, Lines.meta(Lines.id(1)), Lines.user("the first"), Lines.user("the second"));
        maintenance().written(path, List.of(Lines.userItem("the second")));
        assertThat(index.find(Lines.id(1))).isEmpty();
        maintenance().readRepair(path, Lines.id(1), false, false);
        maintenance().written(path, List.of(Lines.userItem("the third")));
        ThreadRow row = index.find(Lines.id(1)).orElseThrow();
        assertThat(row.texts().preview()).isEqualTo("the first");
        assertThat(row.origin().cwd()).isEqualTo("/home/ada/shop");
    }
}

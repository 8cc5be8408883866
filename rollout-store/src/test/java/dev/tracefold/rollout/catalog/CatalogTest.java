/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.catalog.ListRequest.ListFilter;
import dev.tracefold.rollout.catalog.RolloutCatalog.Mode;
import dev.tracefold.rollout.index.Backfill;
import dev.tracefold.rollout.index.BackfillOptions;
import dev.tracefold.rollout.index.IndexMaintenance;
import dev.tracefold.rollout.index.MetadataExtractor;
import dev.tracefold.rollout.index.RolloutIndex;
import dev.tracefold.rollout.index.ThreadQuery;
import dev.tracefold.rollout.index.ThreadRow;
import dev.tracefold.rollout.line.ConversationText;
import dev.tracefold.rollout.manage.RolloutManager;
import dev.tracefold.rollout.manage.RolloutRows;
import dev.tracefold.rollout.record.LiveThreads;
import dev.tracefold.rollout.record.RecorderOptions;
import dev.tracefold.rollout.record.RolloutRecorder;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class CatalogTest {
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

    private RolloutCatalog onFiles() {
        return new RolloutCatalog(test.context, null, extractor);
    }

    private RolloutCatalog withIndex() {
        return new RolloutCatalog(test.context, index, extractor);
    }

    private void fillIndex() throws IOException {
        new Backfill(test.context, index, extractor, BackfillOptions.DEFAULT).run(Progress.NONE);
    }

    private Path session(int n, String created, String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of(Lines.meta(Lines.id(n))));
        lines.addAll(List.of(more));
        if (more.length == 0) {
            lines.add(Lines.user("about " + n));
        }
        return TestHome.write(test.live(created, Lines.id(n)), lines.toArray(String[]::new));
    }

    private List<ThreadId> ids(RolloutPage page) {
        return page.rollouts().stream().map(RolloutSummary::id).toList();
    }

    private List<ThreadId> list(ListRequest request) throws IOException {
        return ids(onFiles().list(request, Mode.FILES));
    }

    private static List<ThreadId> threads(int... numbers) {
        return java.util.Arrays.stream(numbers).mapToObj(Lines::id).toList();
    }

    /** The rollout in which a session goes on after it was taken back. */
    private Path takenBack(int n, int rollout, String created) throws IOException {
        Path first = test.live(created, Lines.id(n));
        String name = first.getFileName().toString().replace(".jsonl", "_" + Lines.id(rollout) + ".jsonl");
        return TestHome.write(
                first.resolveSibling(name), Lines.meta(Lines.id(n)), Lines.user("about " + n + ", once more"));
    }

    @Test
    void a_session_that_was_taken_back_is_the_rollout_in_which_it_goes_on() throws Exception {
        Path first = session(1, "2026-03-01T10:00:00Z");
        session(2, "2026-03-01T10:30:00Z");
        fillIndex();
        Path second = takenBack(1, 5, "2026-03-01T11:00:00Z");
        ListRequest one = ListRequest.newest(1);

        assertThat(list(ListRequest.newest(10))).isEqualTo(threads(1, 2));
        RolloutPage page = onFiles().list(one, Mode.FILES);
        assertThat(ids(onFiles().list(one.withCursor(page.next().orElseThrow()), Mode.FILES)))
                .isEqualTo(threads(2));
        assertThat(onFiles().require(Lines.id(1))).isEqualTo(second);

        RolloutPage repaired = withIndex().list(ListRequest.newest(10), Mode.REPAIR);
        assertThat(ids(repaired)).containsExactlyInAnyOrder(Lines.id(1), Lines.id(2));
        assertThat(index.find(Lines.id(1)).orElseThrow().rolloutPath()).isEqualTo(second.toString());

        var manager = new dev.tracefold.rollout.manage.RolloutManager(
                test.context, new IndexMaintenance(index, extractor, java.time.Clock.systemUTC()));
        Path archived = manager.archive(second).get(1).to();
        assertThat(ids(withIndex().list(ListRequest.newest(10), Mode.REPAIR))).isEqualTo(threads(2));
        assertThat(list(ListRequest.newest(10))).isEqualTo(threads(2));
        assertThat(withIndex().require(Lines.id(1))).isEqualTo(archived);
        assertThat(onFiles().require(Lines.id(1))).isEqualTo(archived);

        assertThat(manager.unarchive(archived).get(0).to()).isEqualTo(second);
        assertThat(first).exists();
        assertThat(withIndex().require(Lines.id(1))).isEqualTo(second);

        manager.delete(manager.archive(first).get(0).to());
        assertThat(withIndex().require(Lines.id(1))).isEqualTo(second);
    }

    @Test
    void a_time_that_milliseconds_cannot_count_is_as_one_that_cannot_be_read() throws Exception {
        String header = Lines.meta(Lines.id(1)).replace("2026-03-01T09:59:58.004Z", "+999999999-12-31T23:59:59Z");
        TestHome.write(test.live("2026-03-01T10:00:00Z", Lines.id(1)), header, Lines.user("x"));
        RolloutPage page = onFiles().list(ListRequest.newest(10), Mode.FILES);
        assertThat(page.rollouts().get(0).times().created()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @Test
    void a_session_to_which_linked_directories_lead_too_is_listed_once_and_by_its_own_path() throws Exception {
        Path first = session(1, "2026-03-01T10:00:00Z");
        Path second = session(2, "2026-04-01T10:00:00Z");
        Path years = test.home.sessions();
        Files.createSymbolicLink(years.resolve("2027"), Path.of("2026"));
        Files.createSymbolicLink(years.resolve("2026/05"), Path.of("03"));
        Files.createSymbolicLink(years.resolve("2026/04/02"), Path.of("../../2026/03/01"));
        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
        Path third = TestHome.write(
                elsewhere
                        .resolve("02/03")
                        .resolve(first.getFileName().toString().replace("0001.j", "0003.j")),
                Lines.meta(Lines.id(3)),
                Lines.user("x"));
        Files.createSymbolicLink(years.resolve("2025"), elsewhere);
        Files.createSymbolicLink(years.resolve("2024"), elsewhere);
        Files.createDirectories(years.resolve("2023"));
        Files.createSymbolicLink(years.resolve("2023/01"), elsewhere.resolve("02"));
        RolloutPage page = onFiles().list(ListRequest.newest(10), Mode.FILES);
        assertThat(page.rollouts())
                .extracting(RolloutSummary::path)
                .containsExactly(second, first, years.resolve("2025").resolve(elsewhere.relativize(third)));
        RolloutPage one = onFiles().list(ListRequest.newest(1), Mode.FILES);
        assertThat(ids(one)).isEqualTo(threads(2));
        assertThat(list(ListRequest.newest(1).withCursor(one.next().orElseThrow())))
                .isEqualTo(threads(1));
    }

    @Test
    void a_session_without_envelopes_is_listed_searched_and_indexed() throws Exception {
        String message =
                "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"%s\"}]}";
        Path path = TestHome.write(
                test.live("2025-08-20T13:20:47Z", Lines.id(1)),
                "{\"id\":\"" + Lines.id(1) + "\",\"timestamp\":\"2025-08-20T13:20:47.060Z\",\"cwd\":null}",
                "{\"record_type\":\"state\"}",
                message.formatted("<environment_context>linux</environment_context>"),
                message.formatted("## My request for Codex: fix the cart"));
        RolloutSummary listed =
                onFiles().list(ListRequest.newest(10), Mode.FILES).rollouts().get(0);
        assertThat(listed.texts().preview()).isEqualTo("fix the cart");
        assertThat(listed.times().created()).isEqualTo(Instant.parse("2025-08-20T13:20:47.060Z"));
        assertThat(new ContentSearch(test.context)
                        .search("cart", false, Progress.NONE)
                        .hits())
                .containsOnlyKeys(path);
        ThreadRow row = extractor.extract(path).row();
        assertThat(row.texts().preview()).isEqualTo("fix the cart");
        assertThat(row.texts().firstUserMessage()).isEqualTo("fix the cart");
    }

    @Test
    void a_session_whose_messages_are_completed_items_is_listed_and_indexed() throws Exception {
        String message = "{\"type\":\"item_completed\",\"item\":{\"type\":\"%s\",\"content\":[%s]}}";
        String text = "{\"type\":\"text\",\"text\":\"fix the cart\",\"text_elements\":[]}";
        String picture = "{\"type\":\"image\",\"image_url\":\"data:\"}";
        Path path = TestHome.write(
                test.live("2026-09-05T16:46:13Z", Lines.id(1)),
                Lines.meta(Lines.id(1)),
                Lines.line("event_msg", message.formatted("AgentMessage", text.replace("fix", "break"))),
                Lines.line("event_msg", message.formatted("UserMessage", text + "," + picture)));
        Path second = TestHome.write(
                test.live("2026-09-05T16:46:13Z", Lines.id(2)),
                Lines.meta(Lines.id(2)),
                Lines.line("event_msg", message.formatted("UserMessage", picture)));
        assertThat(onFiles().list(ListRequest.newest(10), Mode.FILES).rollouts())
                .extracting(RolloutSummary::path, rollout -> rollout.texts().preview())
                .containsExactlyInAnyOrder(tuple(path, "fix the cart"), tuple(second, "[Image]"));
        assertThat(extractor.extract(path).row().texts().firstUserMessage()).isEqualTo("fix the cart");
    }

    @Test
    void a_session_whose_header_is_behind_other_lines_is_listed_by_it() throws Exception {
        TestHome.write(
                test.live("2026-03-01T10:00:00Z", Lines.id(1)),
                "torn",
                Lines.user("hello"),
                Lines.line("turn_context", "{\"cwd\":\"/elsewhere\",\"model\":\"m\"}"),
                Lines.meta(Lines.id(1)));
        fillIndex();
        for (RolloutCatalog catalog : List.of(onFiles(), withIndex())) {
            RolloutSummary summary =
                    catalog.list(ListRequest.newest(10), Mode.REPAIR).rollouts().get(0);
            assertThat(summary.id()).isEqualTo(Lines.id(1));
            assertThat(summary.origin().cwd()).isEqualTo("/home/ada/shop");
            assertThat(summary.texts().preview()).isEqualTo("hello");
        }
    }

    @Test
    @DisplayName("46 a deferred thread answers from memory; what needs its history is not ready")
    void deferred_thread() throws Exception {
        RolloutCatalog catalog = withIndex();
        try (RolloutRecorder recorder =
                RolloutRecorder.create(test.context, TestHome.session(Lines.id(1)), RecorderOptions.DEFAULT)) {
            LiveThreads.Snapshot snapshot =
                    test.context.live().snapshot(Lines.id(1)).orElseThrow();
            assertThat(snapshot.path()).isEqualTo(recorder.rolloutPath());
            assertThat(snapshot.materialized()).isFalse();
            assertThat(snapshot.meta().orElseThrow().cwd()).isEqualTo("/nonexistent/shop");
            List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> refused = List.of(
                    () -> catalog.openHistory(Lines.id(1)),
                    () -> catalog.require(Lines.id(1)),
                    () -> new RolloutManager(test.context, RolloutRows.NONE).archive(recorder.rolloutPath()));
            for (var request : refused) {
                assertThatThrownBy(request)
                        .isInstanceOfSatisfying(
                                RolloutException.class,
                                e -> assertThat(e.kind()).isEqualTo(RolloutException.Kind.NOT_READY))
                        .hasMessage("thread " + Lines.id(1)
                                + " is not ready yet: nothing has been saved before the first turn");
            }
            assertThat(test.tree()).isEmpty();
            recorder.persist();
            assertThat(test.context.live().snapshot(Lines.id(1)).orElseThrow().materialized())
                    .isTrue();
            catalog.openHistory(Lines.id(1)).close();
        }
        assertThatThrownBy(() -> catalog.require(Lines.id(2)))
                .isInstanceOfSatisfying(
                        RolloutException.class, e -> assertThat(e.kind()).isEqualTo(RolloutException.Kind.NOT_FOUND));
    }

    @Test
    @DisplayName("47 a deferred thread is absent from list, search and lookup")
    void deferred_is_absent() throws Exception {
        fillIndex();
        RecorderOptions observed =
                RecorderOptions.DEFAULT.withObserver(new IndexMaintenance(index, extractor, test.context.clock()));
        RolloutCatalog catalog = withIndex();
        try (RolloutRecorder recorder = RolloutRecorder.create(test.context, TestHome.session(Lines.id(1)), observed)) {
            recorder.record(Lines.userItem("find me"));
            recorder.flush();
            assertThat(list(ListRequest.newest(5))).isEmpty();
            assertThat(ids(catalog.list(ListRequest.newest(5), Mode.INDEX))).isEmpty();
            assertThat(catalog.find(Lines.id(1))).isEmpty();
            assertThat(new ContentSearch(test.context)
                            .search("find me", false, Progress.NONE)
                            .hits())
                    .isEmpty();
            assertThat(index.count()).isZero();
            recorder.persist();
            assertThat(list(ListRequest.newest(5))).containsExactly(Lines.id(1));
            assertThat(ids(catalog.list(ListRequest.newest(5), Mode.INDEX))).containsExactly(Lines.id(1));
            assertThat(catalog.find(Lines.id(1))).contains(recorder.rolloutPath());
            assertThat(new ContentSearch(test.context)
                            .search("find me", false, Progress.NONE)
                            .hits())
                    .containsOnlyKeys(recorder.rolloutPath());
            assertThat(index.find(Lines.id(1)).orElseThrow().texts().preview()).isEqualTo("find me");
        }
    }

    @Test
    @DisplayName("48 a deferred thread that has a name is found by it after the commit only")
    void deferred_name() throws Exception {
        RolloutCatalog catalog = onFiles();
        try (RolloutRecorder recorder =
                RolloutRecorder.create(test.context, TestHome.session(Lines.id(1)), RecorderOptions.DEFAULT)) {
            catalog.names().rename(Lines.id(1), "the cart");
            assertThat(catalog.findByName("the cart", ListFilter.NONE)).isEmpty();
            recorder.persist();
            assertThat(catalog.findByName("the cart", ListFilter.NONE)).containsExactly(recorder.rolloutPath());
        }
    }

    @Test
    @DisplayName("73 pages of two over five days, re-walking counted")
    void pages() throws Exception {
        for (int day = 1; day <= 5; day++) {
            session(day, "2026-03-0" + day + "T10:00:00Z");
        }
        ListRequest request = ListRequest.newest(2);
        RolloutPage first = onFiles().list(request, Mode.FILES);
        RolloutPage second = onFiles().list(request.withCursor(first.next().orElseThrow()), Mode.FILES);
        RolloutPage third = onFiles().list(request.withCursor(second.next().orElseThrow()), Mode.FILES);
        assertThat(ids(first)).isEqualTo(threads(5, 4));
        assertThat(ids(second)).isEqualTo(threads(3, 2));
        assertThat(ids(third)).isEqualTo(threads(1));
        assertThat(List.of(first.scanned(), second.scanned(), third.scanned())).containsExactly(3L, 5L, 5L);
        assertThat(third.next()).isEmpty();
        assertThat(list(request.withAscending(true))).isEqualTo(threads(1, 2));
    }

    @Test
    @DisplayName("74 three rollouts of one second all appear once")
    void same_second() throws Exception {
        for (int n = 1; n <= 3; n++) {
            session(n, "2026-03-01T10:00:00Z");
        }
        ListRequest request = ListRequest.newest(2);
        RolloutPage first = onFiles().list(request, Mode.FILES);
        Cursor cursor = Cursor.parse(first.next().orElseThrow().token());
        assertThat(cursor.token()).isEqualTo("2026-03-01T10:00:00Z|" + Lines.id(2));
        assertThat(ids(first)).isEqualTo(threads(3, 2));
        assertThat(list(request.withCursor(cursor))).isEqualTo(threads(1));
        fillIndex();
        RolloutPage fromIndex = withIndex().list(request, Mode.INDEX);
        assertThat(ids(fromIndex)).hasSize(2);
        List<ThreadId> all = new ArrayList<>(ids(fromIndex));
        all.addAll(ids(withIndex().list(request.withCursor(fromIndex.next().orElseThrow()), Mode.INDEX)));
        assertThat(all).containsExactlyInAnyOrderElementsOf(threads(1, 2, 3));
        assertThatThrownBy(() -> Cursor.parse("yesterday")).hasMessage("invalid cursor");
    }

    @Test
    @DisplayName("75 sorting by update goes by modification time to the millisecond")
    void by_update() throws Exception {
        Instant base = Instant.parse("2026-03-10T00:00:00.100Z");
        TestHome.age(session(1, "2026-03-01T10:00:00Z"), base.plusMillis(2));
        TestHome.age(session(2, "2026-03-02T10:00:00Z"), base);
        TestHome.age(session(3, "2026-03-03T10:00:00Z"), base.plusMillis(1));
        ListRequest request = ListRequest.newest(2).withSort(ThreadQuery.Sort.UPDATED);
        RolloutPage first = onFiles().list(request, Mode.FILES);
        assertThat(ids(first)).isEqualTo(threads(1, 3));
        assertThat(first.rollouts().get(0).times().updated()).isEqualTo(base.plusMillis(2));
        assertThat(list(request.withCursor(first.next().orElseThrow()))).isEqualTo(threads(2));
        fillIndex();
        RolloutPage indexed = withIndex().list(request, Mode.REPAIR);
        assertThat(ids(indexed)).isEqualTo(threads(1, 3));
        assertThat(ids(withIndex().list(request.withCursor(indexed.next().orElseThrow()), Mode.REPAIR)))
                .isEqualTo(threads(2));
    }

    @Test
    @DisplayName("76 the first message may be on line 13 but not on line 250")
    void late_first_message() throws Exception {
        session(1, "2026-03-01T10:00:00Z", padded(11, "early enough"));
        session(2, "2026-03-02T10:00:00Z", padded(248, "too late"));
        assertThat(list(ListRequest.newest(5))).isEqualTo(threads(1));
    }

    private static String[] padded(int lines, String message) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            padded.add(Lines.response("developer", "rule " + i));
        }
        padded.add(Lines.user(message));
        return padded.toArray(String[]::new);
    }

    @Test
    @DisplayName("77 a rollout without provider is the default provider's")
    void providers() throws Exception {
        session(1, "2026-03-01T10:00:00Z");
        Path path = session(2, "2026-03-02T10:00:00Z");
        Files.writeString(path, Files.readString(path).replace(",\"model_provider\":\"acme\"", ""));
        ListRequest request = ListRequest.newest(5);
        assertThat(list(request.withFilter(ListFilter.NONE.withProviders(List.of("acme")))))
                .isEqualTo(threads(1));
        assertThat(list(request.withFilter(ListFilter.NONE.withProviders(List.of("house")))))
                .isEqualTo(threads(2));
        assertThat(list(request.withFilter(ListFilter.NONE.withProviders(List.of("acme", "house")))))
                .isEqualTo(threads(2, 1));
        assertThat(list(request.withFilter(ListFilter.NONE.withSources(List.of("exec")))))
                .isEmpty();
        assertThat(list(request.withFilter(ListFilter.NONE.withSources(ListFilter.INTERACTIVE_SOURCES))))
                .isEqualTo(threads(2, 1));
    }

    @Test
    @DisplayName("78 directories are compared normalised, and no directory matches nothing")
    void directories() throws Exception {
        session(1, "2026-03-01T10:00:00Z");
        fillIndex();
        for (Mode mode : List.of(Mode.FILES, Mode.INDEX, Mode.REPAIR)) {
            ListRequest request = ListRequest.newest(5);
            assertThat(ids(withIndex()
                            .list(
                                    request.withFilter(ListFilter.NONE.withCwds(List.of("/home/ada/./x/../shop"))),
                                    mode)))
                    .as("%s", mode)
                    .isEqualTo(threads(1));
            assertThat(ids(withIndex().list(request.withFilter(ListFilter.NONE.withCwds(List.of("/home/ada"))), mode)))
                    .isEmpty();
            assertThat(ids(withIndex().list(request.withFilter(ListFilter.NONE.withCwds(List.of())), mode)))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("the latest rollout is the one used last, and works where its last turn says")
    void latest() throws Exception {
        TestHome.age(
                session(1, "2026-03-01T10:00:00Z", Lines.user("a"), turnIn("/w/old"), turnIn("/w/new")), TestHome.NOW);
        TestHome.age(session(2, "2026-03-02T10:00:00Z"), TestHome.LONG_AGO);
        Path moved = session(3, "2026-02-02T10:00:00Z", Lines.user("c"), turnIn("/w/new"), turnIn("/w/other"));
        TestHome.age(moved, TestHome.NOW.minusSeconds(5));
        fillIndex();
        for (RolloutCatalog catalog : List.of(onFiles(), withIndex())) {
            assertThat(latest(catalog, ListFilter.NONE)).contains(Lines.id(1));
            assertThat(latest(catalog, ListFilter.NONE.withCwds(List.of("/w/./new"))))
                    .contains(Lines.id(1));
            assertThat(latest(catalog, ListFilter.NONE.withCwds(List.of("/w/other"))))
                    .contains(Lines.id(3));
            assertThat(latest(catalog, ListFilter.NONE.withCwds(List.of("/home/ada/shop"))))
                    .as("no turn says where, so the header does")
                    .contains(Lines.id(2));
            assertThat(latest(catalog, ListFilter.NONE.withCwds(List.of("/w/old"))))
                    .isEmpty();
        }
        assertThat(onFiles().latest(ListFilter.NONE, true)).isEmpty();
    }

    private static Optional<ThreadId> latest(RolloutCatalog catalog, ListFilter filter) throws IOException {
        return catalog.latest(filter, false).map(RolloutSummary::id);
    }

    private static String turnIn(String cwd) {
        return Lines.line("turn_context", "{\"cwd\":\"" + cwd + "\",\"model\":\"m\"}");
    }

    @Test
    @DisplayName("79 a stale, a wrong and a missing row are all found by name and repaired")
    void lookup_repairs() throws Exception {
        Path stale = session(1, "2026-03-01T10:00:00Z");
        Path wrong = session(2, "2026-03-02T10:00:00Z");
        Path missing = session(3, "2026-03-03T10:00:00Z");
        fillIndex();
        repoint(1, test.live("2026-01-01T10:00:00Z", Lines.id(1)));
        repoint(2, missing);
        index.delete(Lines.id(3));
        RolloutCatalog catalog = withIndex();
        assertThat(catalog.find(Lines.id(1), false)).contains(stale);
        assertThat(catalog.find(Lines.id(2), false)).contains(wrong);
        assertThat(catalog.find(Lines.id(3), false)).contains(missing);
        assertThat(rowPath(1)).isEqualTo(stale.toString());
        assertThat(rowPath(2)).isEqualTo(wrong.toString());
        assertThat(rowPath(3)).isEqualTo(missing.toString());
    }

    private String rowPath(int n) throws IOException {
        return index.find(Lines.id(n)).orElseThrow().rolloutPath();
    }

    private void repoint(int n, Path path) throws IOException {
        ThreadRow row = index.find(Lines.id(n)).orElseThrow();
        index.upsert(new ThreadRow(
                row.id(),
                path.toString(),
                row.times(),
                row.origin(),
                row.agent(),
                row.settings(),
                row.texts(),
                row.tokensUsed(),
                row.archivedAt(),
                row.git()));
    }

    @Test
    @DisplayName("80 a row whose file has no readable header is the last resort")
    void unverified() throws Exception {
        session(1, "2026-03-01T10:00:00Z");
        fillIndex();
        Path elsewhere = TestHome.write(test.home.sessions().resolve("kept.jsonl"), "no header here");
        repoint(1, elsewhere);
        Files.delete(test.live("2026-03-01T10:00:00Z", Lines.id(1)));
        assertThat(withIndex().find(Lines.id(1), false)).contains(elsewhere);
    }

    @Test
    @DisplayName("81 a compressed rollout is found, a temporary file with the id is not")
    void lookup_forms() throws Exception {
        Path compressed = TestHome.compress(session(1, "2026-03-01T10:00:00Z"));
        Path other = session(2, "2026-03-01T10:00:00Z");
        Files.move(other, other.resolveSibling(other.getFileName() + ".zst.compress.1.0.tmp"));
        assertThat(onFiles().find(Lines.id(1))).contains(compressed);
        assertThat(onFiles().find(Lines.id(2))).isEmpty();
    }

    @Test
    @DisplayName("84 by name only the present name counts, and only of threads with a rollout")
    void by_name() throws Exception {
        session(1, "2026-03-01T10:00:00Z");
        Path second = session(2, "2026-03-02T10:00:00Z");
        SessionNames names = onFiles().names();
        names.rename(Lines.id(1), "A");
        names.rename(Lines.id(1), "B");
        names.rename(Lines.id(2), "A");
        names.rename(Lines.id(3), "A");
        assertThat(onFiles().findByName("A", ListFilter.NONE)).containsExactly(second);
        assertThat(onFiles().findByName(" ", ListFilter.NONE)).isEmpty();
        assertThat(onFiles().resolve("A")).isEqualTo(second);
        names.rename(Lines.id(2), "");
        assertThat(onFiles().findByName("A", ListFilter.NONE)).isEmpty();
    }

    @Test
    void the_title_filter_of_files_is_a_part_of_the_name() throws Exception {
        session(1, "2026-03-01T10:00:00Z");
        session(2, "2026-03-02T10:00:00Z");
        onFiles().names().rename(Lines.id(1), "Fix the cart");
        RolloutPage page =
                onFiles().list(ListRequest.newest(5).withFilter(ListFilter.NONE.withTitle("cart")), Mode.FILES);
        assertThat(ids(page)).isEqualTo(threads(1));
        assertThat(page.rollouts().get(0).texts().name()).contains("Fix the cart");
        assertThat(list(ListRequest.newest(5).withFilter(ListFilter.NONE.withTitle("CART"))))
                .isEmpty();
    }

    @Test
    void rows_without_a_file_are_left_out_of_a_page_and_kept() throws Exception {
        for (int n = 1; n <= 4; n++) {
            session(n, "2026-03-0" + n + "T10:00:00Z");
        }
        fillIndex();
        Files.delete(test.live("2026-03-03T10:00:00Z", Lines.id(3)));
        assertThat(ids(withIndex().list(ListRequest.newest(2), Mode.INDEX))).isEqualTo(threads(4, 2));
        assertThat(index.count()).isEqualTo(4);
    }

    @Test
    void without_a_complete_index_the_files_answer() throws Exception {
        session(1, "2026-03-01T10:00:00Z");
        assertThat(ids(withIndex().list(ListRequest.newest(2), Mode.REPAIR))).isEqualTo(threads(1));
        assertThat(ids(onFiles().list(ListRequest.newest(2), Mode.REPAIR))).isEqualTo(threads(1));
        assertThat(ids(onFiles().list(ListRequest.newest(2), Mode.INDEX))).isEmpty();
    }

    @Test
    void a_listing_through_the_index_inserts_what_it_lacks() throws Exception {
        session(1, "2026-03-01T10:00:00Z");
        fillIndex();
        session(2, "2026-03-02T10:00:00Z");
        assertThat(ids(withIndex().list(ListRequest.newest(5), Mode.INDEX))).isEqualTo(threads(1));
        assertThat(ids(withIndex().list(ListRequest.newest(5), Mode.REPAIR))).isEqualTo(threads(2, 1));
    }

    @Test
    void what_another_program_wrote_since_is_read_anew() throws Exception {
        Path path = TestHome.age(session(1, "2026-03-01T10:00:00Z"), TestHome.LONG_AGO);
        Path other = TestHome.age(session(2, "2026-03-02T10:00:00Z"), TestHome.LONG_AGO);
        fillIndex();
        String total = Lines.line(
                "event_msg", "{\"type\":\"token_count\",\"info\":{\"total_token_usage\":{\"total_tokens\":77}}}");
        for (Path each : List.of(path, other)) {
            Files.writeString(each, total + "\n", StandardOpenOption.APPEND);
            TestHome.age(each, TestHome.LONG_AGO.plusSeconds(60));
        }
        withIndex().list(ListRequest.newest(1).withSort(ThreadQuery.Sort.UPDATED), Mode.REPAIR);
        assertThat(index.find(Lines.id(2)).orElseThrow().tokensUsed()).isEqualTo(77);
        fillIndex();
        assertThat(index.find(Lines.id(1)).orElseThrow().tokensUsed()).isEqualTo(77);
        assertThat(index.find(Lines.id(1)).orElseThrow().times().updated())
                .isEqualTo(TestHome.LONG_AGO.plusSeconds(60).toEpochMilli());
    }

    @Test
    void an_unreadable_directory_is_an_error_and_no_short_page() throws Exception {
        Path path = session(1, "2026-03-01T10:00:00Z");
        session(2, "2026-03-02T10:00:00Z");
        test.files.unlistable(path.getParent());
        assertThatThrownBy(() -> list(ListRequest.newest(5)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("injected: cannot list");
    }

    @Test
    void files_and_index_say_the_same_of_when_a_session_was_created() throws Exception {
        // The name says a local time, the first line what it was elsewhere.
        session(1, "2031-05-01T11:00:00Z");
        List<Instant> created = new ArrayList<>();
        created.add(onlyOne(onFiles().list(ListRequest.newest(5), Mode.FILES)));
        fillIndex();
        created.add(onlyOne(withIndex().list(ListRequest.newest(5), Mode.INDEX)));
        assertThat(created.get(0)).isEqualTo(created.get(1)).isNotEqualTo(Instant.parse("2031-05-01T11:00:00Z"));
    }

    private static Instant onlyOne(RolloutPage page) {
        assertThat(page.rollouts()).hasSize(1);
        return page.rollouts().get(0).times().created();
    }

    @Test
    void an_archived_session_is_found_though_a_live_directory_cannot_be_read() throws Exception {
        Path archived = TestHome.write(
                test.archived("2026-02-01T10:00:00Z", Lines.id(1)), Lines.meta(Lines.id(1)), Lines.user("old"));
        test.files.unlistable(session(2, "2026-03-02T10:00:00Z").getParent());
        assertThat(onFiles().find(Lines.id(1))).contains(archived);
        assertThatThrownBy(() -> onFiles().find(Lines.id(3))).hasMessageStartingWith("injected: cannot list");
    }

    @Test
    void a_cursor_of_a_time_that_no_session_has_is_invalid() {
        for (String time : List.of("+999999999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z")) {
            assertThatThrownBy(() -> Cursor.parse(time)).hasMessage("invalid cursor");
        }
    }

    @Test
    void a_session_without_a_source_is_of_none_with_the_index_too() throws Exception {
        Path path = session(1, "2026-03-01T10:00:00Z");
        Files.writeString(
                path, Files.readString(path).replace(",\"source\":\"cli\"", "").replace("\"source\":\"cli\",", ""));
        fillIndex();
        for (Mode mode : Mode.values()) {
            assertThat(withIndex()
                            .list(ListRequest.newest(5), mode)
                            .rollouts()
                            .get(0)
                            .origin()
                            .source())
                    .as("%s", mode)
                    .isEmpty();
            ListRequest vscode = ListRequest.newest(5).withFilter(ListFilter.NONE.withSources(List.of("vscode")));
            assertThat(ids(withIndex().list(vscode, mode))).as("%s", mode).isEmpty();
        }
    }

    @Test
    void the_latest_of_a_directory_may_be_compressed() throws Exception {
        TestHome.compress(session(1, "2026-03-01T10:00:00Z", Lines.user("a"), turnIn("/w/new")));
        fillIndex();
        for (RolloutCatalog catalog : List.of(onFiles(), withIndex())) {
            assertThat(latest(catalog, ListFilter.NONE.withCwds(List.of("/w/new"))))
                    .contains(Lines.id(1));
        }
    }

    @Test
    void pages_through_the_index_show_every_session_once_whatever_time_its_file_is_named_after() throws Exception {
        Instant begin = Instant.parse("2026-03-02T00:00:00Z");
        int sessions = 61;
        for (int hours : new int[] {8, -11}) {
            for (int n = 1; n <= sessions; n++) {
                createdAt(n, begin.plusSeconds(600L * n), hours);
                if (n == 1) {
                    fillIndex();
                }
            }
            List<ThreadId> oldestFirst = java.util.stream.IntStream.rangeClosed(1, sessions)
                    .mapToObj(Lines::id)
                    .toList();
            List<ThreadId> newestFirst = new ArrayList<>(oldestFirst);
            java.util.Collections.reverse(newestFirst);
            ListRequest request = ListRequest.newest(5);
            ListRequest filtered = request.withFilter(ListFilter.NONE.withSources(List.of("cli")));
            for (ListRequest each : List.of(request, filtered)) {
                forgetAllButFirst(sessions);
                assertThat(allPages(each)).isEqualTo(newestFirst);
                forgetAllButFirst(sessions);
                assertThat(allPages(each.withAscending(true))).isEqualTo(oldestFirst);
            }
            for (int n = 1; n <= sessions; n++) {
                Files.delete(withIndex().find(Lines.id(n)).orElseThrow());
            }
        }
    }

    /** A session whose file is named after the time so many hours east of UTC. */
    private void createdAt(int n, Instant created, int hours) throws IOException {
        TestHome.write(
                test.live(created.plusSeconds(3_600L * hours).toString(), Lines.id(n)),
                Lines.meta(Lines.id(n)).replace("2026-03-01T09:59:58.004Z", created.toString()),
                Lines.user("about " + n));
    }

    private void forgetAllButFirst(int sessions) throws IOException {
        for (int n = 2; n <= sessions; n++) {
            index.delete(Lines.id(n));
        }
    }

    private List<ThreadId> allPages(ListRequest request) throws IOException {
        RolloutPage page = withIndex().list(request, Mode.REPAIR);
        List<ThreadId> all = new ArrayList<>(ids(page));
        while (page.next().isPresent()) {
            page = withIndex().list(request.withCursor(page.next().get()), Mode.REPAIR);
            all.addAll(ids(page));
        }
        return all;
    }

    @Test
    void an_index_that_was_copied_with_its_home_lists_the_files_of_the_copy() throws Exception {
        Path original = session(1, "2026-03-01T10:00:00Z");
        fillIndex();
        ThreadRow row = index.find(Lines.id(1)).orElseThrow();
        index.close();
        TestHome copy = new TestHome(temp.resolve("copy"));
        Path copied = copy.live("2026-03-01T10:00:00Z", Lines.id(1));
        Files.createDirectories(copied.getParent());
        Files.copy(original, copied, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        index = RolloutIndex.open(copy.home);
        new Backfill(copy.context, index, extractor, BackfillOptions.DEFAULT).run(Progress.NONE);
        index.upsert(row);
        RolloutCatalog catalog = new RolloutCatalog(copy.context, index, extractor);
        assertThat(catalog.list(ListRequest.newest(5), Mode.INDEX).rollouts()).isEmpty();
        assertThat(catalog.find(Lines.id(1))).contains(copied);
        index.upsert(row);
        assertThat(catalog.list(ListRequest.newest(5), Mode.REPAIR).rollouts())
                .extracting(RolloutSummary::path)
                .containsExactly(copied);
        index.upsert(row);
        new Backfill(copy.context, index, extractor, BackfillOptions.DEFAULT).run(Progress.NONE);
        assertThat(rowPath(1)).isEqualTo(copied.toString());
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.testing.FaultyFiles;
import dev.tracefold.rollout.testing.Lines;
import dev.tracefold.rollout.testing.TestHome;

class SpawnedRolloutsTest {
    private static final ThreadId ROOT = Lines.id(1);

    @TempDir
    Path temp;

    private TestHome test;
    private Path root;

    @BeforeEach
    void setUp() throws Exception {
        test = new TestHome(temp.resolve("home"));
        root = write(test.live("2026-03-01T10:00:00Z", ROOT), Lines.meta(ROOT), "2026-03-01T11:00:00Z");
    }

    private static Path write(Path path, String header, String lastWrite) throws IOException {
        return TestHome.age(TestHome.write(path, header, Lines.user("go on")), Instant.parse(lastWrite));
    }

    private static String childOf(ThreadId parent, ThreadId id) {
        return Lines.meta(id, ",\"parent_thread_id\":\"" + parent + "\"");
    }

    private static String olderChildOf(ThreadId parent, ThreadId id) {
        return Lines.meta(id)
                .replace(
                        "\"source\":\"cli\"",
                        "\"source\":{\"subagent\":{\"thread_spawn\":{\"parent_thread_id\":\"" + parent
                                + "\",\"depth\":1}}}");
    }

    /** A live child of the root that was created at this time and written last a minute later. */
    private Path child(int n, String created) throws IOException {
        return child(ROOT, n, created);
    }

    private Path child(ThreadId parent, int n, String created) throws IOException {
        String lastWrite = Instant.parse(created).plusSeconds(60).toString();
        return write(test.live(created, Lines.id(n)), childOf(parent, Lines.id(n)), lastWrite);
    }

    private static Path sibling(Path file, String created, ThreadId id) {
        return file.resolveSibling(RolloutName.of(Instant.parse(created), id).plainName());
    }

    @Nested
    class Children {
        @Test
        void are_known_by_either_field_of_their_headers() throws Exception {
            Path newer = child(3, "2026-03-01T10:20:00Z");
            Path older = write(
                    test.live("2026-03-01T10:10:00Z", Lines.id(2)),
                    olderChildOf(ROOT, Lines.id(2)),
                    "2026-03-01T10:11:00Z");
            assertThat(SpawnedRollouts.of(root)).containsExactly(older, newer);
        }

        @Test
        void are_known_whatever_the_case_of_the_id() throws Exception {
            Path path = test.live("2026-03-01T10:10:00Z", Lines.id(2));
            String header = olderChildOf(ROOT, Lines.id(2));
            write(path, header.replace(ROOT.value(), ROOT.value().toUpperCase(Locale.ROOT)), "2026-03-01T10:11:00Z");
            assertThat(SpawnedRollouts.of(root)).containsExactly(path);
        }

        @Test
        void of_children_are_found_too_and_stand_in_the_order_of_names() throws Exception {
            Path child = child(9, "2026-03-01T10:10:00Z");
            Path grandchild = child(Lines.id(9), 3, "2026-03-01T10:20:00Z");
            Path second = child(2, "2026-03-01T10:20:00Z");
            Path third = child(Lines.id(3), 4, "2026-03-01T10:15:00Z");
            assertThat(SpawnedRollouts.of(root)).containsExactly(child, third, second, grandchild);
            assertThat(SpawnedRollouts.of(child)).containsExactly(third, grandchild);
        }

        @Test
        void may_be_compressed_as_may_the_session_itself() throws Exception {
            Path child = TestHome.compress(child(2, "2026-03-01T10:10:00Z"));
            assertThat(SpawnedRollouts.of(root)).containsExactly(child);
            Path compressed = TestHome.compress(root);
            assertThat(SpawnedRollouts.of(compressed)).containsExactly(child);
            assertThat(SpawnedRollouts.of(root)).containsExactly(child);
        }

        @Test
        void may_be_archived_as_may_the_session_itself() throws Exception {
            Path live = child(2, "2026-03-01T10:10:00Z");
            Path archived = write(
                    test.archived("2026-03-01T10:20:00Z", Lines.id(3)),
                    childOf(ROOT, Lines.id(3)),
                    "2026-03-01T10:21:00Z");
            assertThat(SpawnedRollouts.of(root)).containsExactly(live, archived);
            Path moved = Files.move(root, archived.resolveSibling(root.getFileName()));
            assertThat(SpawnedRollouts.of(moved)).containsExactly(live, archived);
        }

        @Test
        void of_an_archived_session_are_found_where_no_session_is_live() throws Exception {
            TestHome other = new TestHome(temp.resolve("other"));
            Path session =
                    write(other.archived("2026-03-01T10:00:00Z", ROOT), Lines.meta(ROOT), "2026-03-01T11:00:00Z");
            Path child = write(
                    other.archived("2026-03-01T10:20:00Z", Lines.id(2)),
                    childOf(ROOT, Lines.id(2)),
                    "2026-03-01T10:21:00Z");
            assertThat(SpawnedRollouts.of(session)).containsExactly(child);
        }

        @Test
        void of_a_session_elsewhere_lie_beside_it_and_not_below() throws Exception {
            Path session = write(
                    temp.resolve("elsewhere").resolve(root.getFileName().toString()),
                    Lines.meta(ROOT),
                    "2026-03-01T11:00:00Z");
            Path child = write(
                    sibling(session, "2026-03-01T10:20:00Z", Lines.id(2)),
                    childOf(ROOT, Lines.id(2)),
                    "2026-03-01T10:21:00Z");
            Path below = session.resolveSibling("below").resolve("file");
            write(
                    sibling(below, "2026-03-01T10:30:00Z", Lines.id(3)),
                    childOf(ROOT, Lines.id(3)),
                    "2026-03-01T10:31:00Z");
            child(4, "2026-03-01T10:10:00Z");
            assertThat(SpawnedRollouts.of(session)).containsExactly(child);
        }

        @Test
        void may_be_forks_as_well() throws Exception {
            Path path = test.live("2026-03-01T10:10:00Z", Lines.id(2));
            String header =
                    olderChildOf(ROOT, Lines.id(2)).replace("\"cwd\"", "\"forked_from_id\":\"" + ROOT + "\",\"cwd\"");
            write(path, header, "2026-03-01T10:11:00Z");
            assertThat(SpawnedRollouts.of(root)).containsExactly(path);
        }

        @Test
        void are_not_who_has_no_parent_or_another_or_was_only_forked() throws Exception {
            child(Lines.id(99), 2, "2026-03-01T10:10:00Z");
            test.sample(3);
            String fork = Lines.meta(Lines.id(4), ",\"forked_from_id\":\"" + ROOT + "\"");
            write(test.live("2026-03-01T10:10:00Z", Lines.id(4)), fork, "2026-03-01T10:11:00Z");
            String noId = Lines.meta(Lines.id(5), ",\"parent_thread_id\":\"root\"");
            write(test.live("2026-03-01T10:10:00Z", Lines.id(5)), noId, "2026-03-01T10:11:00Z");
            assertThat(SpawnedRollouts.of(root)).isEmpty();
        }

        @Test
        void are_passed_over_where_their_header_cannot_be_read() throws Exception {
            Path child = child(2, "2026-03-01T10:10:00Z");
            TestHome.writeText(test.live("2026-03-01T10:20:00Z", Lines.id(3)), "");
            TestHome.writeText(test.live("2026-03-01T10:20:00Z", Lines.id(4)), "{\"timestamp\":");
            Path broken = RolloutForms.compressed(test.live("2026-03-01T10:20:00Z", Lines.id(5)));
            TestHome.writeText(broken, "no frame");
            TestHome.write(test.live("2026-03-01T10:20:00Z", Lines.id(6)), Lines.response("user", "no header"));
            Path locked = child(7, "2026-03-01T10:30:00Z");
            FaultyFiles files = new FaultyFiles();
            files.onOpenInput = path -> {
                if (path.equals(locked)) {
                    throw new IOException("injected: denied");
                }
            };
            assertThat(SpawnedRollouts.of(root, files)).containsExactly(child);
        }

        @Test
        void are_not_mistaken_for_the_agent_whose_history_they_copied_where_their_own_header_is_torn()
                throws Exception {
            Path child = TestHome.compress(child(2, "2026-03-01T10:10:00Z"));
            Path torn = test.live("2026-03-01T10:20:00Z", Lines.id(3));
            TestHome.write(torn, "{\"timestamp\":", childOf(ROOT, Lines.id(2)), Lines.user("go on"));
            assertThat(SpawnedRollouts.of(root)).containsExactly(child);
            Path own = test.live("2026-03-01T10:30:00Z", Lines.id(4));
            TestHome.write(own, "{\"timestamp\":", childOf(ROOT, Lines.id(4)), Lines.user("go on"));
            assertThat(SpawnedRollouts.of(root)).containsExactly(child, own);
        }
    }

    @Nested
    class EachAgentOnce {
        @Test
        void however_its_parents_go_round() throws Exception {
            write(root, childOf(Lines.id(3), ROOT), "2026-03-01T11:00:00Z");
            Path child = child(2, "2026-03-01T10:10:00Z");
            Path grandchild = child(Lines.id(2), 3, "2026-03-01T10:20:00Z");
            child(Lines.id(4), 4, "2026-03-01T10:20:00Z");
            child(Lines.id(6), 5, "2026-03-01T10:20:00Z");
            child(Lines.id(5), 6, "2026-03-01T10:20:00Z");
            assertThat(SpawnedRollouts.of(root)).containsExactly(child, grandchild);
        }

        @Test
        void as_the_newest_of_its_live_files() throws Exception {
            ThreadId id = Lines.id(2);
            write(test.archived("2026-03-01T10:09:00Z", id), childOf(ROOT, id), "2026-03-01T10:11:00Z");
            child(2, "2026-03-01T10:07:00Z");
            Path newest = TestHome.compress(child(2, "2026-03-01T10:08:00Z"));
            child(2, "2026-03-01T10:06:00Z");
            assertThat(SpawnedRollouts.of(root)).containsExactly(newest);
        }

        @Test
        void with_both_forms_of_its_file() throws Exception {
            Path child = child(2, "2026-03-01T10:10:00Z");
            Files.write(RolloutForms.compressed(child), new byte[] {1});
            assertThat(SpawnedRollouts.of(root)).containsExactly(child);
        }

        @Test
        void without_copies_of_the_session_itself() throws Exception {
            write(test.archived("2026-03-01T10:00:00Z", ROOT), childOf(Lines.id(2), ROOT), "2026-03-01T11:00:00Z");
            Path child = child(2, "2026-03-01T10:10:00Z");
            assertThat(SpawnedRollouts.of(root)).containsExactly(child);
        }

        @Test
        void and_each_header_is_read_once() throws Exception {
            child(2, "2026-03-01T10:10:00Z");
            Path long3 = child(3, "2026-03-01T10:20:00Z");
            TestHome.age(long3, Instant.parse("2026-03-05T10:00:00Z"));
            Path long4 = child(Lines.id(3), 4, "2026-03-05T10:00:00Z");
            TestHome.age(long4, Instant.parse("2026-03-09T10:00:00Z"));
            Path archived = test.archived("2026-03-05T10:00:00Z", Lines.id(5));
            write(archived, childOf(Lines.id(4), Lines.id(5)), "2026-03-05T10:01:00Z");
            FaultyFiles files = new FaultyFiles();
            assertThat(SpawnedRollouts.of(root, files)).hasSize(4);
            assertThat(files.opened).hasSize(5).doesNotHaveDuplicates();
        }
    }

    @Nested
    class Window {
        @Test
        void reaches_a_day_beyond_both_ends_since_names_may_tell_local_time() throws Exception {
            child(2, "2026-02-28T09:59:59Z");
            Path before = child(3, "2026-02-28T10:00:00Z");
            Path after = child(4, "2026-03-02T11:00:00Z");
            // Not to be one more end of the window.
            TestHome.age(after, Instant.parse("2026-03-01T11:00:00Z"));
            child(5, "2026-03-03T11:00:01Z");
            FaultyFiles files = new FaultyFiles();
            assertThat(SpawnedRollouts.of(root, files)).containsExactly(before, after);
            assertThat(files.opened).containsExactlyInAnyOrder(root, before, after);
        }

        @Test
        void reaches_as_far_as_the_agents_that_were_found() throws Exception {
            Path child = child(2, "2026-03-01T10:10:00Z");
            TestHome.age(child, Instant.parse("2026-04-30T10:00:00Z"));
            Path grandchild = child(Lines.id(2), 3, "2026-04-30T10:00:00Z");
            TestHome.age(grandchild, Instant.parse("2026-05-09T10:00:00Z"));
            Path third = child(Lines.id(3), 4, "2026-05-10T09:00:00Z");
            Path archived = test.archived("2026-05-10T08:00:00Z", Lines.id(5));
            write(archived, childOf(Lines.id(4), Lines.id(5)), "2026-05-10T09:00:00Z");
            assertThat(SpawnedRollouts.of(root)).containsExactly(child, grandchild, archived, third);
        }

        @Test
        void does_not_reach_as_far_as_sessions_of_others() throws Exception {
            Path stranger = child(Lines.id(99), 2, "2026-03-01T10:10:00Z");
            TestHome.age(stranger, Instant.parse("2026-04-30T10:00:00Z"));
            Path later = child(3, "2026-04-30T10:00:00Z");
            FaultyFiles files = new FaultyFiles();
            assertThat(SpawnedRollouts.of(root, files)).isEmpty();
            assertThat(files.opened).doesNotContain(later);
        }

        @Test
        void ends_no_earlier_than_the_name_says_whatever_the_file_does() throws Exception {
            TestHome.age(root, Instant.parse("2020-01-01T00:00:00Z"));
            Path child = child(2, "2026-03-02T09:00:00Z");
            TestHome.age(child, Instant.parse("2020-01-01T00:00:00Z"));
            Path grandchild = child(Lines.id(2), 3, "2026-03-03T08:00:00Z");
            assertThat(SpawnedRollouts.of(root)).containsExactly(child, grandchild);
        }

        @Test
        void keeps_directories_of_other_days_from_being_listed() throws Exception {
            Path child = child(2, "2026-03-01T10:10:00Z");
            FaultyFiles files = new FaultyFiles();
            for (String date : List.of("2025", "2026/01", "2026/02/27", "2026/03/03", "2026/04", "2027")) {
                Path directory = test.home.sessions().resolve(date);
                Files.createDirectories(directory);
                files.unlistable(directory);
            }
            assertThat(SpawnedRollouts.of(root, files)).containsExactly(child);
            files.unlistable(test.home.sessions().resolve("2026/03/02"));
            Files.createDirectories(test.home.sessions().resolve("2026/03/02"));
            assertThatThrownBy(() -> SpawnedRollouts.of(root, files)).hasMessageContaining("injected");
        }

        @Test
        void spans_the_turn_of_a_year() throws Exception {
            Path session = write(
                    test.live("2025-12-31T23:00:00Z", Lines.id(8)), Lines.meta(Lines.id(8)), "2026-01-01T01:00:00Z");
            Path before = child(Lines.id(8), 2, "2025-12-31T23:30:00Z");
            Path after = child(Lines.id(8), 3, "2026-01-01T00:30:00Z");
            assertThat(SpawnedRollouts.of(session)).containsExactly(before, after);
        }

        @Test
        void has_no_start_where_the_name_tells_no_time() throws Exception {
            Path unnamed = Files.move(root, root.resolveSibling("session.jsonl"));
            Path old = child(2, "2019-01-01T10:00:00Z");
            child(3, "2026-03-03T10:00:00Z");
            assertThat(SpawnedRollouts.of(unnamed)).containsExactly(old);
        }
    }

    @Nested
    class Session {
        @Test
        void without_a_header_goes_by_the_id_in_its_name() throws Exception {
            TestHome.writeText(root, "");
            TestHome.age(root, Instant.parse("2026-03-01T11:00:00Z"));
            Path child = child(2, "2026-03-01T10:10:00Z");
            assertThat(SpawnedRollouts.of(root)).containsExactly(child);
        }

        @Test
        void without_any_id_has_no_agents() throws Exception {
            child(2, "2026-03-01T10:10:00Z");
            Path nameless = TestHome.writeText(root.resolveSibling("session.jsonl"), "");
            assertThat(SpawnedRollouts.of(nameless)).isEmpty();
        }

        @Test
        void that_is_missing_is_an_error() {
            Path missing = test.live("2026-03-01T10:10:00Z", Lines.id(2));
            assertThatThrownBy(() -> SpawnedRollouts.of(missing)).isInstanceOf(NoSuchFileException.class);
        }

        @Test
        void may_be_given_by_a_relative_path() throws Exception {
            Path child = child(2, "2026-03-01T10:10:00Z");
            Path here = Path.of("").toAbsolutePath();
            assertThat(SpawnedRollouts.of(here.relativize(root))).containsExactly(child);
        }
    }
}

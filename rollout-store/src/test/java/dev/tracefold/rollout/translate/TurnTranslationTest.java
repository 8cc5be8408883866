/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import static dev.tracefold.rollout.translate.Lines.aborted;
import static dev.tracefold.rollout.translate.Lines.assistant;
import static dev.tracefold.rollout.translate.Lines.call;
import static dev.tracefold.rollout.translate.Lines.complete;
import static dev.tracefold.rollout.translate.Lines.event;
import static dev.tracefold.rollout.translate.Lines.item;
import static dev.tracefold.rollout.translate.Lines.message;
import static dev.tracefold.rollout.translate.Lines.output;
import static dev.tracefold.rollout.translate.Lines.rolledBack;
import static dev.tracefold.rollout.translate.Lines.started;
import static dev.tracefold.rollout.translate.Lines.user;
import static dev.tracefold.rollout.translate.Lines.userEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnTranslationTest {
    @TempDir
    Path temp;

    private Translated session(String... lines) throws IOException {
        return Translated.session(temp, lines);
    }

    private List<String> turns(String... lines) throws IOException {
        return session(lines).events("codex_turn");
    }

    @Nested
    class Marked {
        @ParameterizedTest
        @ValueSource(strings = {"task", "turn"})
        void turns_start_and_end_at_their_marks(String word) throws IOException {
            String start = "{'type':'" + word + "_started','turn_id':'";
            String end = "{'type':'" + word + "_complete','turn_id':'";

            assertThat(turns(
                            event(start + "a'}"),
                            user("one"),
                            assistant("1"),
                            event(end + "a'}"),
                            event(start + "b'}"),
                            user("two"),
                            assistant("2"),
                            event(end + "b'}")))
                    .containsExactly(
                            "codex_turn_started a",
                            "codex_turn_ended a completed",
                            "codex_turn_started b",
                            "codex_turn_ended b completed");
        }

        @Test
        void turns_without_an_id_are_numbered() throws IOException {
            String start = event("{'type':'task_started'}");
            String end = event("{'type':'task_complete'}");

            assertThat(turns(start, user("one"), assistant("1"), end, start, user("two"), assistant("2"), end))
                    .containsExactly(
                            "codex_turn_started turn-1",
                            "codex_turn_ended turn-1 completed",
                            "codex_turn_started turn-2",
                            "codex_turn_ended turn-2 completed");
        }

        @Test
        void a_turn_that_is_given_up_ends_as_aborted() throws IOException {
            assertThat(turns(started("a"), user("one"), assistant("1"), aborted("a")))
                    .containsExactly("codex_turn_started a", "codex_turn_ended a aborted");
        }

        @Test
        void the_end_of_another_turn_is_not_the_end_of_this_one() throws IOException {
            assertThat(turns(started("a"), user("one"), complete("z"), aborted("z"), assistant("1"), complete("a")))
                    .containsExactly("codex_turn_started a", "codex_turn_ended a completed");
        }

        @Test
        void the_last_turn_goes_on_where_the_rollout_breaks_off() throws IOException {
            assertThat(turns(started("a"), user("one"), assistant("1"))).containsExactly("codex_turn_started a");
        }

        @Test
        void in_a_marked_turn_no_user_message_starts_another() throws IOException {
            assertThat(turns(
                            started("a"),
                            user("one"),
                            userEvent("one"),
                            assistant("1"),
                            user("and this"),
                            userEvent("and this"),
                            assistant("2"),
                            complete("a")))
                    .containsExactly("codex_turn_started a", "codex_turn_ended a completed");
        }

        /** Recorders write the first messages of a session before they mark its first turn. */
        @Test
        void a_user_message_before_the_first_mark_starts_none() throws IOException {
            assertThat(session(user("rules of the house"), started("a"), user("one"), assistant("1"), complete("a"))
                            .events())
                    .containsExactly(
                            "codex_turn_started a",
                            "inference_started inference-1 full_snapshot [user:rules of the house, user:one]",
                            "inference_completed inference-1 [assistant:1]",
                            "codex_turn_ended a completed");
        }

        @Test
        void what_happens_in_a_turn_names_it() throws IOException {
            assertThat(session(started("a"), user("one"), call("c1"), output("c1", "ok"), assistant("1"), complete("a"))
                            .turns())
                    .containsExactly(
                            "null rollout_started",
                            "null thread_started",
                            "a codex_turn_started",
                            "a inference_started",
                            "a tool_call_started",
                            "a tool_call_ended",
                            "a inference_completed",
                            "a inference_started",
                            "a inference_completed",
                            "a codex_turn_ended");
        }
    }

    @Nested
    class Unmarked {
        @Test
        void each_user_message_starts_a_turn() throws IOException {
            assertThat(session(user("one"), assistant("1"), user("two"), assistant("2"))
                            .events())
                    .containsExactly(
                            "codex_turn_started turn-1",
                            "inference_started inference-1 full_snapshot [user:one]",
                            "inference_completed inference-1 [assistant:1]",
                            "codex_turn_ended turn-1 completed",
                            "codex_turn_started turn-2",
                            "inference_started inference-2 incremental:response-1 [user:two]",
                            "inference_completed inference-2 [assistant:2]",
                            "codex_turn_ended turn-2 completed");
        }

        @Test
        void one_that_was_not_answered_starts_a_turn_too() throws IOException {
            assertThat(session(user("one"), user("two"), assistant("2")).events())
                    .containsExactly(
                            "codex_turn_started turn-1",
                            "codex_turn_ended turn-1 completed",
                            "codex_turn_started turn-2",
                            "inference_started inference-1 full_snapshot [user:one, user:two]",
                            "inference_completed inference-1 [assistant:2]",
                            "codex_turn_ended turn-2 completed");
        }

        @Test
        void words_that_stand_there_as_item_and_as_event_start_one_turn() throws IOException {
            List<String> one = List.of("codex_turn_started turn-1", "codex_turn_ended turn-1 completed");

            assertThat(turns(user("one"), userEvent("one"), assistant("1"))).isEqualTo(one);
            assertThat(turns(userEvent("one"), user("one"), assistant("1"))).isEqualTo(one);
            assertThat(turns(userEvent("one"), assistant("1"))).isEqualTo(one);
        }

        @Test
        void the_same_words_later_start_another() throws IOException {
            assertThat(turns(user("go on"), userEvent("go on"), assistant("1"), user("go on"), userEvent("go on")))
                    .containsExactly(
                            "codex_turn_started turn-1",
                            "codex_turn_ended turn-1 completed",
                            "codex_turn_started turn-2");
        }

        @ParameterizedTest
        @ValueSource(strings = {"<environment_context>", "<user_instructions>", "# AGENTS.md instructions for /home"})
        void what_a_client_says_in_the_name_of_the_user_starts_none(String text) throws IOException {
            assertThat(session(user("one"), assistant("1"), user(text), assistant("2"))
                            .events())
                    .containsExactly(
                            "codex_turn_started turn-1",
                            "inference_started inference-1 full_snapshot [user:one]",
                            "inference_completed inference-1 [assistant:1]",
                            "inference_started inference-2 incremental:response-1 [user:" + text + "]",
                            "inference_completed inference-2 [assistant:2]",
                            "codex_turn_ended turn-1 completed");
        }

        @Test
        void what_a_developer_says_starts_none() throws IOException {
            assertThat(turns(user("one"), assistant("1"), item(message("developer", "be brief")), assistant("2")))
                    .containsExactly("codex_turn_started turn-1", "codex_turn_ended turn-1 completed");
        }

        @Test
        void a_tool_that_did_not_come_back_keeps_the_last_turn_going() throws IOException {
            assertThat(turns(user("one"), call("c1"))).containsExactly("codex_turn_started turn-1");
        }
    }

    /** What is told behind the end of the last turn belongs to that one. */
    @Nested
    class BehindTheEnd {
        private static final List<String> ONE = List.of("codex_turn_started a", "codex_turn_ended a aborted");

        @Test
        void a_turn_that_is_given_up_before_the_model_speaks_is_the_only_one() throws IOException {
            Translated session = session(started("a"), user("one"), aborted("a"));

            assertThat(session.events())
                    .containsExactly(
                            "codex_turn_started a",
                            "codex_turn_ended a aborted",
                            "inference_started inference-1 full_snapshot [user:one]",
                            "inference_cancelled inference-1");
            assertThat(session.turns()).contains("a inference_started", "a inference_cancelled");
        }

        @Test
        void the_same_without_marks() throws IOException {
            assertThat(turns(user("one"), aborted("a")))
                    .containsExactly("codex_turn_started turn-1", "codex_turn_ended turn-1 aborted");
        }

        @Test
        void a_rollback_of_it_begins_no_other() throws IOException {
            assertThat(turns(started("a"), user("one"), aborted("a"), rolledBack(1)))
                    .isEqualTo(ONE);
        }

        @Test
        void what_a_user_says_last_begins_none() throws IOException {
            assertThat(session(started("a"), user("one"), assistant("1"), complete("a"), user("two"))
                            .events())
                    .containsExactly(
                            "codex_turn_started a",
                            "inference_started inference-1 full_snapshot [user:one]",
                            "inference_completed inference-1 [assistant:1]",
                            "codex_turn_ended a completed",
                            "inference_started inference-2 incremental:response-1 [user:two]",
                            "inference_cancelled inference-2");
        }
    }
}

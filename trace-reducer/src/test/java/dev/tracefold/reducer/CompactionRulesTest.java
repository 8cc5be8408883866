/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import static dev.tracefold.simulated.Recording.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.simulated.Look;
import dev.tracefold.simulated.Recording;
import dev.tracefold.simulated.Say;

class CompactionRulesTest {
    private static final String CHILD = Recording.thread(2);
    private static final List<String> NOTHING = List.of();

    private static String answer(String response) {
        return "{\"response_id\":\"" + response + "\"}";
    }

    @Nested
    class Requests {
        @Test
        void are_checked_for_a_twin_then_for_their_thread_then_for_their_turn() {
            Recording twin = Recording.inTurn().compactionRequest("c", "q").in(CHILD, "no");
            assertThat(twin.compactionRequest("c", "q").error().code())
                    .isEqualTo(ErrorCode.DUPLICATE_COMPACTION_REQUEST);
            assertThat(Recording.inTurn()
                            .in(CHILD, "no")
                            .compactionRequest("c", "q")
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.UNKNOWN_THREAD);
            assertThat(Recording.inTurn()
                            .in(ROOT, "no")
                            .compactionRequest("c", "q")
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.UNKNOWN_TURN);
            Recording elsewhere =
                    Recording.inTurn().thread(CHILD, "/root/c", null).in(CHILD, "turn");
            assertThat(elsewhere.compactionRequest("c", "q").error().code()).isEqualTo(ErrorCode.TURN_THREAD_MISMATCH);
        }

        @Test
        void end_for_the_compaction_that_they_started_for() {
            ReductionError error = Recording.inTurn()
                    .compactionRequest("c", "q")
                    .compactionFailed("d", "q")
                    .error();
            assertThat(error.code()).isEqualTo(ErrorCode.COMPACTION_MISMATCH);
            assertThat(error.sentence()).contains("d").contains("c");
            assertThat(Recording.inTurn().compactionFailed("c", "q").error().code())
                    .isEqualTo(ErrorCode.UNKNOWN_COMPACTION_REQUEST);
        }

        @Test
        void are_answered_by_any_json_and_named_by_a_string() {
            for (String body : List.of("[]", "7", "null", "{\"response_id\":7}", "{\"response_id\":null}")) {
                Look graph =
                        Look.at(Recording.inTurn().compactionRequest("c", "q").compactionCompleted("c", "q", body));
                assertThat(graph.compactionRequest("q").responseId()).as(body).isNull();
                assertThat(graph.compactionRequest("q").rawResponsePayloadId()).hasToString("raw_payload:2");
            }
            assertThat(Recording.inTurn()
                            .compactionRequest("c", "q")
                            .compactionCompleted("c", "q", "no json")
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.PAYLOAD_MALFORMED);
        }

        @Test
        void a_second_end_clears_what_it_lacks() {
            Recording recording = Recording.inTurn()
                    .compactionRequest("c", "q")
                    .compactionCompleted("c", "q", answer("r"))
                    .compactionFailed("c", "q")
                    .install("c", NOTHING, List.of(Say.user("a")));
            Look graph = Look.at(recording);
            assertThat(graph.compactionRequest("q").responseId()).isNull();
            assertThat(graph.compactionRequest("q").rawResponsePayloadId()).isNull();
            assertThat(Look.window(graph.compactionRequest("q").execution())).isEqualTo("failed 4-6");
            recording.continuation("i", "r");
            assertThat(recording.error().code()).isEqualTo(ErrorCode.UNKNOWN_PREVIOUS_RESPONSE);
        }

        @Test
        void a_second_answer_takes_the_place_of_the_first() {
            Recording recording = Recording.inTurn()
                    .compactionRequest("c", "q")
                    .compactionCompleted("c", "q", answer("r1"))
                    .compactionCompleted("c", "q", answer("r2"))
                    .install("c", NOTHING, List.of(Say.user("a")));
            Recording first = recording.continuation("i", "r1");
            assertThat(first.error().code()).isEqualTo(ErrorCode.UNKNOWN_PREVIOUS_RESPONSE);
            Look graph = Look.at(Recording.inTurn()
                    .compactionRequest("c", "q")
                    .compactionCompleted("c", "q", answer("r1"))
                    .compactionCompleted("c", "q", answer("r2"))
                    .install("c", NOTHING, List.of(Say.user("a")))
                    .continuation("i", "r2"));
            assertThat(graph.request("i")).containsExactly(2);
            assertThat(graph.compaction("c").continuationInferenceCallId()).hasToString("i");
        }

        @Test
        void one_answer_of_two_requests_is_that_of_the_pending_compaction() {
            Look graph = Look.at(Recording.inTurn()
                    .compactionRequest("other", "p")
                    .compactionCompleted("other", "p", answer("r"))
                    .compactionRequest("c", "q")
                    .compactionCompleted("c", "q", answer("r"))
                    .install("c", NOTHING, List.of(Say.user("a")))
                    .continuation("i", "r", Say.user("b")));
            assertThat(graph.request("i")).containsExactly(2, 3);
        }

        @Test
        void a_call_that_answered_with_the_id_comes_before_a_compaction_request() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.user("x"))
                    .response("i", "r")
                    .compactionRequest("c", "q")
                    .compactionCompleted("c", "q", answer("r"))
                    .install("c", NOTHING, List.of(Say.user("a")))
                    .continuation("j", "r"));
            assertThat(graph.request("j")).containsExactly(1);
            assertThat(graph.compaction("c").continuationInferenceCallId()).isNull();
        }

        @Test
        void a_summary_can_be_gone_on_from_once() {
            Recording recording = Recording.inTurn()
                    .compactionRequest("c", "q")
                    .compactionCompleted("c", "q", answer("r"))
                    .install("c", NOTHING, List.of(Say.user("a")))
                    .continuation("i", "r")
                    .continuation("j", "r");
            assertThat(recording.error().code()).isEqualTo(ErrorCode.UNKNOWN_PREVIOUS_RESPONSE);
        }
    }

    @Nested
    class Installs {
        @Test
        void are_checked_for_their_context_then_for_a_twin_then_for_thread_and_turn_then_for_their_body() {
            Recording none = Recording.inTurn().install("c", NOTHING, NOTHING).in(ROOT, null);
            assertThat(none.install("c", NOTHING, NOTHING).error().code()).isEqualTo(ErrorCode.MISSING_CONTEXT);
            Recording twin = Recording.inTurn().install("c", NOTHING, NOTHING).in(CHILD, "no");
            assertThat(twin.install("c", NOTHING, NOTHING).error().code()).isEqualTo(ErrorCode.DUPLICATE_COMPACTION);
            Recording thread = Recording.inTurn().in(CHILD, "no");
            assertThat(thread.install("c", NOTHING, NOTHING).error().code()).isEqualTo(ErrorCode.UNKNOWN_THREAD);
            Recording turn = Recording.inTurn().in(ROOT, "no");
            assertThat(turn.installOf("c", "no json").error().code()).isEqualTo(ErrorCode.UNKNOWN_TURN);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "[]",
                    "{\"input_history\":[]}",
                    "{\"replacement_history\":[]}",
                    "{\"input_history\":null,\"replacement_history\":[]}",
                    "{\"input_history\":[],\"replacement_history\":{}}"
                })
        void a_checkpoint_has_both_histories(String body) {
            assertThat(Recording.inTurn().installOf("c", body).error().code()).isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }

        @Test
        void a_missing_history_is_noticed_before_a_broken_item() {
            assertThat(Recording.inTurn()
                            .installOf("c", "{\"input_history\":[7]}")
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }

        @Test
        void a_second_compaction_replaces_the_replacement_of_the_first() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.user("a"))
                    .install("c1", List.of(Say.user("a")), List.of(Say.user("a"), Say.user("s1")))
                    .install("c2", List.of(Say.user("a"), Say.user("s1")), List.of(Say.user("s2")))
                    .request("j", Say.user("s2")));
            assertThat(Look.ordinals(graph.compaction("c1").inputItemIds())).containsExactly(1);
            assertThat(Look.ordinals(graph.compaction("c2").inputItemIds())).containsExactly(3, 4);
            assertThat(graph.request("j")).containsExactly(6);
            assertThat(graph.compaction("c1").continuationInferenceCallId()).isNull();
            assertThat(graph.compaction("c2").continuationInferenceCallId()).hasToString("j");
        }

        @Test
        void an_install_changes_no_last_history_until_a_request_takes_it_up() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.user("a"))
                    .install("c", NOTHING, List.of(Say.user("s")))
                    .response("i", "r", Say.assistant("late"))
                    .continuation("j", "r"));
            assertThat(graph.response("i")).containsExactly(4);
            assertThat(graph.request("j")).containsExactly(1, 4);
        }

        @Test
        void the_conversation_has_input_marker_and_replacement() {
            Look graph =
                    Look.at(Recording.inTurn().install("c", List.of(Say.user("never sent")), List.of(Say.user("s"))));
            assertThat(Look.ordinals(graph.thread(ROOT).conversationItemIds())).containsExactly(1, 2, 3);
            assertThat(graph.compaction("c").markerItemId()).hasToString("conversation_item:2");
            assertThat(graph.item(2).turnId()).hasToString("turn");
        }

        @Test
        void later_requests_of_a_compaction_are_not_listed() {
            Look graph = Look.at(Recording.inTurn()
                    .compactionRequest("c", "q1")
                    .install("c", NOTHING, NOTHING)
                    .compactionRequest("c", "q2"));
            assertThat(graph.compaction("c").requestIds()).hasToString("[q1]");
        }

        @Test
        void facts_are_taken_where_they_are_of_their_kind() {
            Look graph = Look.at(Recording.inTurn().installOf("c", """
                            {"input_history":[],"replacement_history":[],"window_number":-1,"window_id":7,
                             "first_window_id":"w1","trigger":"outside","continuity":{"trigger":"auto","reason":null,
                             "model":"m","provider":"p","reference_context_installed":"yes",
                             "world_state_baseline_installed":false}}"""));
            var compaction = graph.compaction("c");
            assertThat(compaction.windowNumber()).isNull();
            assertThat(compaction.windowId()).isNull();
            assertThat(compaction.firstWindowId()).isEqualTo("w1");
            assertThat(compaction.trigger()).isEqualTo("auto");
            assertThat(compaction.reason()).isNull();
            assertThat(compaction.installedModel()).isEqualTo("m");
            assertThat(compaction.installedProvider()).isEqualTo("p");
            assertThat(compaction.referenceContextInstalled()).isNull();
            assertThat(compaction.worldStateBaselineInstalled()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "[]", "7", "\"auto\""})
        void continuity_that_is_no_object_has_no_facts(String continuity) {
            Recording recording = Recording.inTurn()
                    .installOf(
                            "c", "{\"input_history\":[],\"replacement_history\":[],\"continuity\":" + continuity + "}");
            assertThat(Look.at(recording).compaction("c").trigger()).isNull();
        }
    }
}

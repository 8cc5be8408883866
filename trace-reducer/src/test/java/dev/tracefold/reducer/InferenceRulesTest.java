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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.RequestInputMode;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.simulated.Look;
import dev.tracefold.simulated.Recording;
import dev.tracefold.simulated.Say;

class InferenceRulesTest {
    private static final String CHILD = Recording.thread(2);

    private static RequestInputMode incremental(String previous) {
        return new RequestInputMode.Incremental(new ResponseId(previous));
    }

    private static RequestInputMode untraced(Recording recording, String previous, String... prefix) {
        return new RequestInputMode.IncrementalWithUntracedPrefix(
                new ResponseId(previous),
                recording.body(PayloadKind.INFERENCE_REQUEST, "{\"input\":[" + String.join(",", prefix) + "]}"));
    }

    @Nested
    class Starts {
        @Test
        void a_second_start_is_refused_before_its_turn_is_looked_up() {
            Recording recording = Recording.inTurn().request("i").in(ROOT, "no").request("i");
            assertThat(recording.error().code()).isEqualTo(ErrorCode.DUPLICATE_INFERENCE);
        }

        @Test
        void its_turn_is_known_and_on_its_thread_before_its_body_is_read() {
            assertThat(Recording.inTurn()
                            .in(ROOT, "no")
                            .requestOf("i", null, "no json")
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.UNKNOWN_TURN);
            assertThat(Recording.inTurn()
                            .in(CHILD, "turn")
                            .requestOf("i", null, "no json")
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.TURN_THREAD_MISMATCH);
        }
    }

    @Nested
    class Requests {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "no json|PAYLOAD_MALFORMED",
                    "[]|PAYLOAD_SHAPE",
                    "{}|PAYLOAD_SHAPE",
                    "{\"input\":null}|PAYLOAD_SHAPE",
                    "{\"input\":{}}|PAYLOAD_SHAPE",
                    "{\"input\":[7]}|MALFORMED_ITEM",
                    "{\"input\":[{\"type\":null}]}|MALFORMED_ITEM",
                    "{\"input\":[{\"type\":\"new\"}]}|UNSUPPORTED_ITEM"
                })
        void a_request_is_an_object_with_items(String body, ErrorCode code) {
            assertThat(Recording.inTurn().requestOf("i", null, body).error().code())
                    .isEqualTo(code);
        }

        @ParameterizedTest
        @ValueSource(strings = {"7", "null", "[\"r\"]"})
        void a_previous_response_that_is_no_string_makes_no_request_incremental(String previous) {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.user("a"))
                    .requestOf("j", null, "{\"previous_response_id\":" + previous + ",\"input\":[]}"));
            assertThat(graph.request("j")).isEmpty();
        }

        @Test
        void an_explicit_full_snapshot_takes_no_notice_of_a_previous_response() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.user("a"))
                    .response("i", "r", Say.assistant("b"))
                    .requestOf(
                            "j",
                            new RequestInputMode.FullSnapshot(),
                            "{\"previous_response_id\":\"r\",\"input\":[" + Say.user("a") + "]}"));
            assertThat(graph.request("j")).containsExactly(1);
        }

        @Test
        void an_explicit_mode_is_compared_with_the_payload_before_the_response_is_looked_up() {
            Recording recording = Recording.inTurn();
            recording.requestOf("i", incremental("here"), "{\"previous_response_id\":\"there\",\"input\":[]}");
            assertThat(recording.error().code()).isEqualTo(ErrorCode.PREVIOUS_RESPONSE_MISMATCH);
            assertThat(recording.error().sentence()).contains("here").contains("there");
        }

        @Test
        void of_two_calls_with_one_response_id_the_later_one_is_gone_on_from() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.user("a"))
                    .response("i", "r", Say.assistant("first"))
                    .request("j", Say.user("a"), Say.assistant("first"), Say.user("b"))
                    .response("j", "r", Say.assistant("second"))
                    .continuation("k", "r", Say.user("c")));
            assertThat(graph.request("k")).containsExactly(1, 2, 3, 4, 5);
        }

        @Test
        void of_two_calls_with_one_response_id_it_is_the_start_that_makes_one_the_later() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.user("a"))
                    .request("j", Say.user("a"), Say.user("b"))
                    .response("j", "r", Say.assistant("of j"))
                    .response("i", "r", Say.assistant("of i"))
                    .continuation("k", "r"));
            assertThat(graph.request("k")).containsExactly(1, 2, 3);
        }

        @Test
        void a_response_of_another_thread_is_unknown() {
            Recording recording = Recording.inTurn()
                    .request("i")
                    .response("i", "r")
                    .thread(CHILD, "/root/c", null)
                    .in(CHILD, null)
                    .turn("child")
                    .continuation("j", "r");
            assertThat(recording.error().code()).isEqualTo(ErrorCode.UNKNOWN_PREVIOUS_RESPONSE);
            assertThat(recording.error().facts()).containsEntry("previous_response_id", "r");
        }

        @Test
        void a_failed_call_leaves_nothing_to_go_on_from() {
            Recording recording = Recording.inTurn()
                    .request("i")
                    .failed("i", null, "{\"output_items\":[]}")
                    .continuation("j", "r");
            assertThat(recording.error().code()).isEqualTo(ErrorCode.UNKNOWN_PREVIOUS_RESPONSE);
        }

        @Test
        void a_retry_behind_another_history_brings_its_items_anew_but_never_fails() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.user("a"))
                    .response("i", "r", Say.assistant("b"))
                    .continuation("j", "r", Say.user("c"))
                    .request("other", Say.user("x"))
                    .continuation("k", "r", Say.user("c")));
            assertThat(graph.request("j")).containsExactly(1, 2, 3);
            assertThat(graph.request("other")).containsExactly(4);
            assertThat(graph.request("k")).containsExactly(1, 2, 5);
        }

        @Test
        void a_late_response_does_not_come_between_a_request_and_its_own_continuation() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.user("a"))
                    .request("j", Say.user("a"), Say.user("b"))
                    .response("i", "ri", Say.assistant("of i"))
                    .response("j", "rj", Say.assistant("of j"))
                    .continuation("k", "ri", Say.user("c"))
                    .continuation("l", "rj", Say.user("d")));
            assertThat(graph.request("k")).containsExactly(1, 3, 5);
            assertThat(graph.request("l")).containsExactly(1, 2, 4, 6);
        }
    }

    @Nested
    class UntracedPrefixes {
        @Test
        void a_prefix_is_compared_with_the_last_history_and_leaves_a_compaction_pending() {
            Recording recording = Recording.inTurn()
                    .request("i", Say.user("a"))
                    .install("c", List.of(Say.user("a")), List.of(Say.user("a")));
            recording.requestOf(
                    "j",
                    untraced(recording, "u", Say.user("a")),
                    "{\"previous_response_id\":\"u\",\"input\":[" + Say.user("b") + "]}");
            recording.request("k", Say.user("a"));
            Look graph = Look.at(recording);
            assertThat(graph.request("j")).containsExactly(1, 4);
            assertThat(graph.request("k")).containsExactly(3);
            assertThat(graph.compaction("c").continuationInferenceCallId()).hasToString("k");
        }

        @Test
        void that_the_response_was_traced_is_found_before_the_prefix_is_read() {
            Recording recording = Recording.inTurn().request("i").response("i", "r");
            recording.requestOf(
                    "j",
                    new RequestInputMode.IncrementalWithUntracedPrefix(
                            new ResponseId("r"), recording.body(PayloadKind.INFERENCE_REQUEST, "no json")),
                    "{\"previous_response_id\":\"r\",\"input\":[]}");
            assertThat(recording.error().code()).isEqualTo(ErrorCode.PREVIOUS_RESPONSE_MISMATCH);
        }

        @Test
        void the_items_of_a_prefix_were_first_seen_in_it() {
            Recording recording = Recording.inTurn();
            recording.requestOf(
                    "i",
                    untraced(recording, "u", "{\"type\":\"web_search_call\"}"),
                    "{\"previous_response_id\":\"u\",\"input\":[{\"type\":\"web_search_call\"}]}");
            Look graph = Look.at(recording);
            assertThat(graph.request("i")).containsExactly(1, 2);
            assertThat(graph.item(1).parts().toString()).contains("raw_payload:1");
            assertThat(graph.item(2).parts().toString()).contains("raw_payload:2");
        }
    }

    @Nested
    class Ends {
        @ParameterizedTest
        @ValueSource(strings = {"{}", "[]", "{\"output_items\":null}", "{\"output_items\":\"\"}"})
        void a_response_is_an_object_with_items(String body) {
            assertThat(Recording.inTurn()
                            .request("i")
                            .responseOf("i", "r", body)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }

        @Test
        void a_second_end_is_refused_before_its_body_is_read() {
            Recording recording =
                    Recording.inTurn().request("i").cancelled("i", null).responseOf("i", "r", "no json");
            assertThat(recording.error().code()).isEqualTo(ErrorCode.DUPLICATE_INFERENCE_END);
        }

        @Test
        void an_end_that_cannot_be_read_is_no_end() {
            Recording recording = Recording.inTurn().request("i");
            ReducedState before = recording.state();
            recording.responseOf("i", "r", "no json");
            assertThat(recording.error().code()).isEqualTo(ErrorCode.PAYLOAD_MALFORMED);
            Recording retried = Recording.inTurn().request("i").response("i", "r");
            assertThat(retried.fold(before, retried.events().subList(4, 5))
                            .graph()
                            .inferenceCalls())
                    .hasSize(1);
        }

        @Test
        void a_late_completion_can_be_gone_on_from() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.user("a"))
                    .turnEnds("turn", ExecutionStatus.ABORTED)
                    .response("i", "r", Say.assistant("b"))
                    .turn("next")
                    .continuation("j", "r"));
            assertThat(Look.window(graph.inference("i").execution())).isEqualTo("aborted 4-5");
            assertThat(graph.request("j")).containsExactly(1, 2);
            assertThat(graph.item(2).turnId()).hasToString("turn");
        }

        @Test
        void tools_that_started_early_are_linked_in_the_order_of_the_items() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i")
                    .tool("t2", "c2", ToolKind.BuiltIn.WEB)
                    .tool("t1", "c1", ToolKind.BuiltIn.WEB)
                    .response("i", "r", Say.call("c1", ""), Say.call("c2", ""), Say.call("c3", ""))
                    .tool("t3", "c3", ToolKind.BuiltIn.WEB));
            assertThat(graph.inference("i").toolCallIdsStartedByResponse())
                    .extracting(Object::toString)
                    .containsExactly("t1", "t2", "t3");
        }

        @Test
        void a_tool_whose_call_is_in_two_responses_is_started_by_both() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i")
                    .response("i", null, Say.call("c", ""))
                    .request("j")
                    .response("j", null, Say.call("c", ""))
                    .tool("t", "c", ToolKind.BuiltIn.WEB));
            assertThat(graph.inference("i").toolCallIdsStartedByResponse()).hasSize(1);
            assertThat(graph.inference("j").toolCallIdsStartedByResponse()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "7",
                    "{}",
                    "{\"input_tokens\":1,\"cached_input_tokens\":1,\"output_tokens\":1}",
                    "{\"input_tokens\":1.0,\"cached_input_tokens\":1,\"output_tokens\":1,\"reasoning_output_tokens\":1}",
                    "{\"input_tokens\":\"1\",\"cached_input_tokens\":1,\"output_tokens\":1,\"reasoning_output_tokens\":1}",
                    "{\"input_tokens\":9223372036854775808,\"cached_input_tokens\":1,\"output_tokens\":1,\"reasoning_output_tokens\":1}"
                })
        void usage_that_is_not_whole_is_left_alone(String usage) {
            Recording recording = Recording.inTurn()
                    .request("i")
                    .responseOf("i", null, "{\"output_items\":[],\"token_usage\":" + usage + "}");
            assertThat(Look.at(recording).inference("i").usage()).isNull();
        }
    }
}

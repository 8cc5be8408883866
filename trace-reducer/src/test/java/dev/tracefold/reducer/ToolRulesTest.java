/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import static dev.tracefold.simulated.Recording.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.raw.Requester;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.simulated.Look;
import dev.tracefold.simulated.Recording;
import dev.tracefold.simulated.Say;

/** Tool calls, and the code cells that some of them come from. */
class ToolRulesTest {
    private static final String CHILD = Recording.thread(2);
    private static final ToolKind WEB = ToolKind.BuiltIn.WEB;

    private static Recording withChild() {
        return Recording.inTurn().thread(CHILD, "/root/child", null);
    }

    @Nested
    class ToolStarts {
        @Test
        void are_checked_for_twins_then_for_their_context_then_for_their_requester() {
            Requester nobody = new Requester.CodeCell(new RuntimeCellId("no"));
            Recording used = withChild().tool("t", "c", WEB);
            assertThat(used.in(null, null).tool("t", "c", WEB).error().code()).isEqualTo(ErrorCode.DUPLICATE_TOOL_CALL);
            Recording answered = withChild().tool("t", "c", WEB).in(null, null);
            assertThat(answered.tool("u", "c", WEB).error().code()).isEqualTo(ErrorCode.DUPLICATE_MODEL_VISIBLE_CALL);
            assertThat(withChild()
                            .in(null, null)
                            .tool("t", null, WEB, null, nobody)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.MISSING_CONTEXT);
            assertThat(withChild()
                            .in("no", "no")
                            .tool("t", null, WEB, null, nobody)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.UNKNOWN_THREAD);
            assertThat(withChild()
                            .in(null, "no")
                            .tool("t", null, WEB, null, nobody)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.UNKNOWN_TURN);
            assertThat(withChild()
                            .in(ROOT, "no")
                            .tool("t", null, WEB, null, nobody)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.UNKNOWN_TURN);
            assertThat(withChild()
                            .in(CHILD, "turn")
                            .tool("t", null, WEB, null, nobody)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.TURN_THREAD_MISMATCH);
            assertThat(withChild()
                            .tool("t", null, WEB, "no json", nobody)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.UNKNOWN_CODE_CELL);
        }

        @Test
        void a_call_id_has_one_tool_in_all_threads() {
            ReductionError error = withChild()
                    .tool("t", "c", WEB)
                    .in(CHILD, null)
                    .tool("u", "c", WEB)
                    .error();
            assertThat(error.code()).isEqualTo(ErrorCode.DUPLICATE_MODEL_VISIBLE_CALL);
            assertThat(error.sentence()).contains("t").contains("u").contains("c");
        }

        @Test
        void items_of_another_thread_are_not_linked() {
            Look graph = Look.at(withChild()
                    .request("i", Say.call("c", ""), Say.output("c", ""))
                    .in(CHILD, null)
                    .tool("t", "c", WEB));
            assertThat(graph.tool("t").modelVisibleCallItemIds()).isEmpty();
            assertThat(graph.tool("t").modelVisibleOutputItemIds()).isEmpty();
            assertThat(graph.item(2).producedBy()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "7", "{\"tool_name\":7}", "{\"tool_name\":\"waiting\"}", "{\"tool_name\":null}"})
        void an_invocation_of_any_shape_will_do_but_for_a_wait(String invocation) {
            assertThat(Look.at(Recording.inTurn().tool("t", null, WEB, invocation))
                            .tool("t")
                            .rawInvocationPayloadId())
                    .hasToString("raw_payload:1");
        }

        @Test
        void a_wait_for_a_cell_that_is_not_known_lists_nothing_then_or_later() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.code("c"))
                    .tool(
                            "t",
                            null,
                            WEB,
                            "{\"tool_name\":\"wait\",\"payload\":{\"arguments\":\"{\\\"cell_id\\\":\\\"r\\\"}\"}}")
                    .cell("r", "c"));
            assertThat(graph.cell("c").waitToolCallIds()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"tool_name\":\"wait\"}",
                    "{\"tool_name\":\"wait\",\"payload\":null}",
                    "{\"tool_name\":\"wait\",\"payload\":{\"arguments\":null}}",
                    "{\"tool_name\":\"wait\",\"payload\":{\"arguments\":\"[]\"}}",
                    "{\"tool_name\":\"wait\",\"payload\":{\"arguments\":\"{\\\"cell_id\\\":7}\"}}"
                })
        void a_wait_says_for_what(String invocation) {
            assertThat(Recording.inTurn()
                            .tool("t", null, WEB, invocation)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }
    }

    @Nested
    class ToolEnds {
        @Test
        void a_second_end_clears_the_result_that_it_lacks() {
            Look graph = Look.at(Recording.inTurn()
                    .tool("t", null, WEB)
                    .toolEnds("t", ExecutionStatus.COMPLETED, "not read")
                    .toolEnds("t", ExecutionStatus.RUNNING, null));
            assertThat(graph.tool("t").rawResultPayloadId()).isNull();
            assertThat(Look.window(graph.tool("t").execution())).isEqualTo("running 4-6");
        }

        @Test
        void the_envelope_of_an_end_does_not_count() {
            Recording recording = Recording.inTurn()
                    .tool("t", null, WEB)
                    .in("no thread", "no turn")
                    .runtimeStarted("t", "not read")
                    .runtimeEnded("t", "7")
                    .toolEnds("t", ExecutionStatus.FAILED, null);
            assertThat(Look.window(Look.at(recording).tool("t").execution())).isEqualTo("failed 4-7");
        }

        @Test
        void a_payload_that_comes_twice_is_listed_once() {
            Recording recording = Recording.inTurn().tool("t", null, WEB).runtimeEnded("t", "{}");
            recording.add(recording.events().get(4).payload());
            assertThat(Look.at(recording).tool("t").rawRuntimePayloadIds()).hasToString("[raw_payload:1]");
        }

        @Test
        void a_correlation_is_kept_and_named_when_a_second_one_comes() {
            ReductionError error = Recording.inTurn()
                    .tool("t", null, WEB)
                    .correlated("t", "m1")
                    .correlated("t", "m1")
                    .error();
            assertThat(error.code()).isEqualTo(ErrorCode.DUPLICATE_MCP_CORRELATION);
            assertThat(error.sentence()).contains("m1");
        }
    }

    @Nested
    class Cells {
        @Test
        void are_checked_for_thread_then_turn_then_twins() {
            assertThat(withChild().in(null, null).cell("r", "c").error().code()).isEqualTo(ErrorCode.MISSING_CONTEXT);
            assertThat(withChild().in(null, "no").cell("r", "c").error().code()).isEqualTo(ErrorCode.UNKNOWN_TURN);
            assertThat(withChild().in("no", null).cell("r", "c").error().code()).isEqualTo(ErrorCode.UNKNOWN_THREAD);
            assertThat(withChild().in(ROOT, null).cell("r", "c").error().code()).isEqualTo(ErrorCode.MISSING_CONTEXT);
            assertThat(withChild().in(CHILD, "turn").cell("r", "c").error().code())
                    .isEqualTo(ErrorCode.TURN_THREAD_MISMATCH);
        }

        @Test
        void a_waiting_cell_is_a_twin_too() {
            assertThat(Recording.inTurn().cell("r", "c").cell("r", "c").error().code())
                    .isEqualTo(ErrorCode.DUPLICATE_CODE_CELL);
            assertThat(Recording.inTurn().cell("r", "c").cell("s", "c").error().code())
                    .isEqualTo(ErrorCode.DUPLICATE_CODE_CELL);
            assertThat(Recording.inTurn().cell("r", "c").cell("r", "d").error().code())
                    .isEqualTo(ErrorCode.RUNTIME_CELL_CONFLICT);
        }

        @Test
        void a_call_id_has_one_cell_in_all_threads_and_a_runtime_id_one_in_each() {
            Recording call = withChild().cell("r", "c").in(CHILD, null).turn("child");
            assertThat(call.cell("r", "c").error().code()).isEqualTo(ErrorCode.DUPLICATE_CODE_CELL);
            Recording runtime =
                    withChild().cell("r", "c").in(CHILD, null).turn("child").cell("r", "d");
            assertThat(runtime.state().waitingCells()).hasToString("[code_cell:c, code_cell:d]");
        }

        @Test
        void a_source_on_another_thread_is_none() {
            Recording recording = withChild()
                    .cell("r", "c")
                    .in(CHILD, null)
                    .turn("child")
                    .request("i", Say.code("c"), Say.codeOutput("c", ""));
            assertThat(recording.graph().codeCells()).isEmpty();
            assertThat(Look.at(recording).item(2).producedBy()).isEmpty();
        }

        @Test
        void a_response_finds_its_thread_by_its_turn() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.code("c"))
                    .cell("r", "c")
                    .in(null, "turn")
                    .cellResponds("r", CodeCellRuntimeStatus.RUNNING)
                    .in(ROOT, "a turn that is not known")
                    .cellEnds("r", CodeCellRuntimeStatus.COMPLETED));
            assertThat(graph.cell("c").initialResponseSeq()).isEqualTo(6);
            assertThat(Look.window(graph.cell("c").execution())).isEqualTo("completed 5-7");
        }

        @Test
        void a_response_needs_a_thread_and_a_cell() {
            CodeCellRuntimeStatus status = CodeCellRuntimeStatus.RUNNING;
            assertThat(Recording.inTurn()
                            .in(null, null)
                            .cellResponds("r", status)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.MISSING_CONTEXT);
            assertThat(Recording.inTurn()
                            .in("no", null)
                            .cellEnds("r", status)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.UNKNOWN_THREAD);
            assertThat(Recording.inTurn().cellEnds("r", status).error().code()).isEqualTo(ErrorCode.UNKNOWN_CODE_CELL);
        }

        @ParameterizedTest
        @CsvSource({
            "COMPLETED,completed 5-6",
            "FAILED,failed 5-6",
            "TERMINATED,cancelled 5-6",
            "STARTING,running 5-6",
            "RUNNING,running 5-6",
            "YIELDED,running 5-6"
        })
        void an_end_sets_when_it_came_whatever_its_status(CodeCellRuntimeStatus status, String window) {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.code("c"))
                    .cell("r", "c")
                    .cellEnds("r", status));
            assertThat(Look.window(graph.cell("c").execution())).isEqualTo(window);
            assertThat(graph.cell("c").runtimeStatus()).isEqualTo(status);
            assertThat(graph.cell("c").initialResponseSeq()).isEqualTo(6);
            assertThat(graph.cell("c").yieldedSeq()).isNull();
        }

        @Test
        void a_second_end_and_a_late_response_overwrite_but_the_first_response_stays() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.code("c"))
                    .cell("r", "c")
                    .cellEnds("r", CodeCellRuntimeStatus.COMPLETED)
                    .cellEnds("r", CodeCellRuntimeStatus.TERMINATED)
                    .cellResponds("r", CodeCellRuntimeStatus.YIELDED)
                    .cellResponds("r", CodeCellRuntimeStatus.YIELDED));
            assertThat(Look.window(graph.cell("c").execution())).isEqualTo("cancelled 5-7");
            assertThat(graph.cell("c").runtimeStatus()).isEqualTo(CodeCellRuntimeStatus.YIELDED);
            assertThat(graph.cell("c").initialResponseSeq()).isEqualTo(6);
            assertThat(graph.cell("c").yieldedSeq()).isEqualTo(9);
        }

        @Test
        void outputs_are_linked_before_and_after_the_start() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.codeOutput("c", "x"), Say.code("c"))
                    .cell("r", "c")
                    .request("j", Say.codeOutput("c", "x"), Say.codeOutput("c", "x")));
            assertThat(Look.ordinals(graph.cell("c").outputItemIds())).containsExactly(1, 3);
            assertThat(graph.item(3).producedBy()).hasToString("[CodeCell[codeCellId=code_cell:c]]");
        }

        @Test
        void the_pass_that_brings_the_source_brings_the_outputs_too() {
            Look graph =
                    Look.at(Recording.inTurn().cell("r", "c").request("i", Say.code("c"), Say.codeOutput("c", "x")));
            assertThat(Look.ordinals(graph.cell("c").outputItemIds())).containsExactly(2);
            assertThat(graph.cell("c").sourceItemId()).hasToString("conversation_item:1");
        }

        @Test
        void a_replacement_may_bring_the_source() {
            Recording recording = Recording.inTurn()
                    .cell("r", "c")
                    .install("k", java.util.List.of(), java.util.List.of(Say.code("c")));
            assertThat(Look.at(recording).cell("c").sourceItemId()).hasToString("conversation_item:2");
        }

        @Test
        void a_tool_of_a_waiting_cell_names_it_and_is_listed_when_it_starts() {
            Recording recording =
                    Recording.inTurn().cell("r", "c").nestedTool("t1", "r", WEB).nestedTool("t2", "r", WEB);
            assertThat(Look.at(recording).tool("t1").requester().toString()).contains("code_cell:c");
            Look graph = Look.at(recording.request("i", Say.code("c")).nestedTool("t3", "r", WEB));
            assertThat(graph.cell("c").nestedToolCallIds()).hasToString("[t1, t2, t3]");
            assertThat(Look.window(graph.cell("c").execution())).isEqualTo("running 4-");
        }

        @Test
        void a_cell_that_never_finds_its_source_is_reported_and_not_in_the_graph() {
            Recording recording = Recording.inTurn().cell("r", "c").cellEnds("r", CodeCellRuntimeStatus.FAILED);
            assertThat(recording.graph().codeCells()).isEmpty();
            assertThat(recording.state().waitingCells()).hasToString("[code_cell:c]");
        }
    }
}

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
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.simulated.Look;
import dev.tracefold.simulated.Recording;
import dev.tracefold.simulated.Say;

class ThreadAndTurnRulesTest {
    private static final String CHILD = Recording.thread(2);

    @Nested
    class Threads {
        @ParameterizedTest
        @ValueSource(strings = {"[]", "null", "\"text\"", "7"})
        void metadata_is_an_object(String metadata) {
            assertThat(Recording.empty().thread(ROOT, "/root", metadata).error().code())
                    .isEqualTo(ErrorCode.PAYLOAD_SHAPE);
        }

        @Test
        void a_second_start_is_refused_before_its_metadata_is_read() {
            ReductionError error =
                    Recording.inTurn().thread(ROOT, "/root", "no json").error();
            assertThat(error.code()).isEqualTo(ErrorCode.DUPLICATE_THREAD);
            assertThat(error.facts()).containsEntry("thread", ROOT);
        }

        @Test
        void metadata_of_the_wrong_kind_counts_as_absent() {
            Recording recording = Recording.empty().thread(CHILD, "/root/event", """
                            {"agent_path":7,"task_name":[],"nickname":{},"agent_role":true,"model":null,
                             "session_source":{"subagent":{"thread_spawn":
                               {"parent_thread_id":"p","agent_path":null,"task_name":1,"agent_role":2}}}}""");
            var thread = Look.at(recording).thread(CHILD);
            assertThat(thread.agentPath()).isEqualTo("/root/event");
            assertThat(thread.nickname()).isNull();
            assertThat(thread.defaultModel()).isNull();
            ThreadOrigin.Spawned origin = (ThreadOrigin.Spawned) thread.origin();
            assertThat(origin.taskName()).isEqualTo("event");
            assertThat(origin.agentRole()).isEmpty();
            assertThat(origin.spawnEdgeId().value()).isEqualTo("edge:spawn:p:" + CHILD);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"session_source\":\"cli\"}",
                    "{\"session_source\":{\"subagent\":\"review\"}}",
                    "{\"session_source\":{\"subagent\":{\"thread_spawn\":[]}}}",
                    "{\"session_source\":{\"subagent\":{\"thread_spawn\":{\"parent_thread_id\":7}}}}"
                })
        void a_thread_is_a_root_unless_its_metadata_names_a_parent(String metadata) {
            Recording recording = Recording.empty().thread(CHILD, "/root/x", metadata);
            assertThat(Look.at(recording).thread(CHILD).origin()).isEqualTo(new ThreadOrigin.Root());
        }

        @ParameterizedTest
        @CsvSource({"/root/a,a", "/root/a/,a", "a,a", "//,//", "'',''", "/a//,a"})
        void the_task_is_named_by_the_last_segment_of_the_path(String path, String task) {
            Recording recording = Recording.empty()
                    .thread(
                            CHILD,
                            path,
                            "{\"session_source\":{\"subagent\":{\"thread_spawn\":{\"parent_thread_id\":\"p\"}}}}");
            ThreadOrigin.Spawned origin =
                    (ThreadOrigin.Spawned) Look.at(recording).thread(CHILD).origin();
            assertThat(origin.taskName()).isEqualTo(task);
        }

        @ParameterizedTest
        @CsvSource({"RUNNING", "COMPLETED", "FAILED", "ABORTED"})
        void the_end_of_a_thread_has_the_status_of_that_name_and_a_second_one_counts(RolloutStatus status) {
            Recording recording =
                    Recording.inTurn().threadEnds(ROOT, RolloutStatus.COMPLETED).threadEnds(ROOT, status);
            assertThat(Look.window(Look.at(recording).thread(ROOT).execution())).isEqualToIgnoringCase(status + " 2-5");
            assertThat(recording.graph().status()).isEqualTo(RolloutStatus.RUNNING);
        }

        @Test
        void the_end_of_a_thread_that_never_started_is_refused() {
            assertThat(Recording.inTurn()
                            .threadEnds(CHILD, RolloutStatus.FAILED)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.UNKNOWN_THREAD);
        }
    }

    @Nested
    class Turns {
        @Test
        void a_second_start_is_refused_before_its_thread_is_looked_up() {
            assertThat(Recording.inTurn().in(CHILD, null).turn("turn").error().code())
                    .isEqualTo(ErrorCode.DUPLICATE_TURN);
        }

        @Test
        void a_turn_needs_its_thread() {
            assertThat(Recording.inTurn().in(CHILD, null).turn("other").error().code())
                    .isEqualTo(ErrorCode.UNKNOWN_THREAD);
        }

        @Test
        void an_end_may_come_without_a_thread_but_not_on_another() {
            Recording without = Recording.inTurn().in(null, null).turnEnds("turn", ExecutionStatus.COMPLETED);
            assertThat(Look.window(Look.at(without).turn("turn").execution())).isEqualTo("completed 3-4");
            Recording other = Recording.inTurn().in(CHILD, null).turnEnds("turn", ExecutionStatus.COMPLETED);
            assertThat(other.error().code()).isEqualTo(ErrorCode.TURN_THREAD_MISMATCH);
            assertThat(other.error().sentence())
                    .contains("turn")
                    .contains(CHILD)
                    .contains(ROOT);
        }

        @Test
        void an_unknown_turn_is_unknown_whatever_its_thread() {
            assertThat(Recording.inTurn()
                            .in(CHILD, null)
                            .turnEnds("no", ExecutionStatus.FAILED)
                            .error()
                            .code())
                    .isEqualTo(ErrorCode.UNKNOWN_TURN);
        }

        @ParameterizedTest
        @CsvSource({
            "COMPLETED,cancelled 4-6,running 5-,STARTING",
            "FAILED,failed 4-6,failed 5-6,FAILED",
            "CANCELLED,cancelled 4-6,cancelled 5-6,TERMINATED",
            "ABORTED,aborted 4-6,cancelled 5-6,TERMINATED",
            "RUNNING,running 4-,running 5-,STARTING"
        })
        void the_end_of_a_turn_ends_what_still_runs(
                ExecutionStatus status, String inference, String cell, CodeCellRuntimeStatus cellStatus) {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.code("c"))
                    .cell("r", "c")
                    .turnEnds("turn", status));
            assertThat(Look.window(graph.inference("i").execution())).isEqualTo(inference);
            assertThat(Look.window(graph.cell("c").execution())).isEqualTo(cell);
            assertThat(graph.cell("c").runtimeStatus()).isEqualTo(cellStatus);
            assertThat(graph.cell("c").initialResponseSeq()).isEqualTo(cell.endsWith("-") ? null : Long.valueOf(6));
        }

        @Test
        void a_second_end_ends_what_the_first_left_running() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.code("c"))
                    .cell("r", "c")
                    .turnEnds("turn", ExecutionStatus.COMPLETED)
                    .turnEnds("turn", ExecutionStatus.FAILED));
            assertThat(Look.window(graph.turn("turn").execution())).isEqualTo("failed 3-7");
            assertThat(Look.window(graph.inference("i").execution())).isEqualTo("cancelled 4-6");
            assertThat(Look.window(graph.cell("c").execution())).isEqualTo("failed 5-7");
        }

        @Test
        void a_cell_that_ended_by_itself_without_coming_to_an_end_is_ended_by_its_turn() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i", Say.code("c"))
                    .cell("r", "c")
                    .cellEnds("r", CodeCellRuntimeStatus.YIELDED)
                    .turnEnds("turn", ExecutionStatus.ABORTED));
            assertThat(Look.window(graph.cell("c").execution())).isEqualTo("cancelled 5-7");
            assertThat(graph.cell("c").initialResponseSeq()).isEqualTo(6);
        }

        @Test
        void a_waiting_cell_takes_the_end_of_its_turn_at_its_place_among_what_came_for_it() {
            Look graph = Look.at(Recording.inTurn()
                    .request("i")
                    .cell("r", "c")
                    .cellResponds("r", CodeCellRuntimeStatus.YIELDED)
                    .turnEnds("turn", ExecutionStatus.FAILED)
                    .cellResponds("r", CodeCellRuntimeStatus.RUNNING)
                    .response("i", null, Say.code("c")));
            assertThat(Look.window(graph.cell("c").execution())).isEqualTo("failed 5-7");
            assertThat(graph.cell("c").initialResponseSeq()).isEqualTo(6);
            assertThat(graph.cell("c").yieldedSeq()).isEqualTo(6);
            assertThat(graph.cell("c").runtimeStatus()).isEqualTo(CodeCellRuntimeStatus.RUNNING);
        }

        @Test
        void a_waiting_cell_that_had_ended_keeps_its_end_and_a_later_end_of_its_own_overwrites_that_of_its_turn() {
            Look before = Look.at(Recording.inTurn()
                    .request("i")
                    .cell("r", "c")
                    .cellEnds("r", CodeCellRuntimeStatus.COMPLETED)
                    .turnEnds("turn", ExecutionStatus.FAILED)
                    .response("i", null, Say.code("c")));
            assertThat(Look.window(before.cell("c").execution())).isEqualTo("completed 5-6");
            Look after = Look.at(Recording.inTurn()
                    .request("i")
                    .cell("r", "c")
                    .turnEnds("turn", ExecutionStatus.FAILED)
                    .cellEnds("r", CodeCellRuntimeStatus.COMPLETED)
                    .response("i", null, Say.code("c")));
            assertThat(Look.window(after.cell("c").execution())).isEqualTo("completed 5-7");
            assertThat(after.cell("c").initialResponseSeq()).isEqualTo(6);
        }

        @Test
        void a_cell_whose_start_comes_behind_the_end_of_its_turn_is_not_ended_by_it() {
            Look there = Look.at(Recording.inTurn()
                    .request("i", Say.code("c"))
                    .turnEnds("turn", ExecutionStatus.ABORTED)
                    .cell("r", "c"));
            assertThat(Look.window(there.cell("c").execution())).isEqualTo("running 6-");
            Look waiting = Look.at(Recording.inTurn()
                    .request("i")
                    .turnEnds("turn", ExecutionStatus.ABORTED)
                    .cell("r", "c")
                    .response("i", null, Say.code("c")));
            assertThat(Look.window(waiting.cell("c").execution())).isEqualTo("running 6-");
        }

        @Test
        void an_inference_that_starts_behind_the_end_of_its_turn_runs_until_a_second_end() {
            Recording recording = Recording.inTurn()
                    .turnEnds("turn", ExecutionStatus.COMPLETED)
                    .request("i");
            assertThat(Look.window(Look.at(recording).inference("i").execution()))
                    .isEqualTo("running 5-");
            recording.turnEnds("turn", ExecutionStatus.FAILED);
            assertThat(Look.window(Look.at(recording).inference("i").execution()))
                    .isEqualTo("failed 5-6");
        }
    }
}

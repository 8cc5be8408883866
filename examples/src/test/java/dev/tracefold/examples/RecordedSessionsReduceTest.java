/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayResult;
import dev.tracefold.writer.WriterOptions;
import dev.tracefold.writer.recorder.Checkpoint;
import dev.tracefold.writer.recorder.CodeCellStart;
import dev.tracefold.writer.recorder.CodeCellTrace;
import dev.tracefold.writer.recorder.CompactionTrace;
import dev.tracefold.writer.recorder.InferenceAttempt;
import dev.tracefold.writer.recorder.LossReason;
import dev.tracefold.writer.recorder.ModelCall;
import dev.tracefold.writer.recorder.RecorderConfig;
import dev.tracefold.writer.recorder.ResponseBody;
import dev.tracefold.writer.recorder.SessionMetadata;
import dev.tracefold.writer.recorder.ThreadMetadata;
import dev.tracefold.writer.recorder.ThreadTrace;
import dev.tracefold.writer.recorder.ToolCallTrace;
import dev.tracefold.writer.recorder.ToolDispatch;
import dev.tracefold.writer.recorder.ToolInput;
import dev.tracefold.writer.recorder.ToolOrigin;
import dev.tracefold.writer.recorder.ToolResult;
import dev.tracefold.writer.recorder.TraceRecorder;

/** What the handles record, the strict reduction takes. */
class RecordedSessionsReduceTest {
    private static final ThreadId ROOT = new ThreadId("0198c0de-0000-7000-8000-000000000001");

    @TempDir
    private Path temp;

    private TraceRecorder start(WriterOptions options) {
        return TraceRecorder.start(
                temp,
                SessionMetadata.of(ThreadMetadata.of(ROOT, "/root")),
                RecorderConfig.defaults().withWriter(options));
    }

    private static ReplayResult reduce(TraceRecorder recorder) throws IOException {
        recorder.close();
        return Replay.strict(Objects.requireNonNull(recorder.bundle())).run();
    }

    @Nested
    class The_example {
        @Test
        void reduces_strictly_to_two_agents_and_what_went_between_them() throws Exception {
            TraceRecorder recorder = start(WriterOptions.defaults());
            RecordASession.record(recorder.rootThread());
            ReplayResult result = reduce(recorder);

            assertThat(recorder.losses().byReason()).isEmpty();
            assertThat(result.error()).isEmpty();
            assertThat(result.diagnostics()).isEmpty();
            RolloutTrace graph = result.graph();
            assertThat(graph.status()).isEqualTo(RolloutStatus.COMPLETED);
            assertThat(graph.threads()).hasSize(2);
            assertThat(graph.inferenceCalls()).hasSize(5);
            assertThat(graph.toolCalls()).hasSize(3);
            assertThat(graph.terminalOperations()).hasSize(1);
            assertThat(graph.interactionEdges()).hasSize(3);
        }
    }

    @Nested
    class Whatever_is_lost {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
        void the_rest_reduces_strictly(long seed) throws Exception {
            TraceRecorder recorder = start(WriterOptions.defaults());
            Random random = new Random(seed);
            play(recorder.rootThread(), good -> random.nextInt(3) == 0 ? Object::new : () -> good);
            ReplayResult result = reduce(recorder);

            assertThat(recorder.losses().total()).isPositive();
            assertThat(result.error()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(longs = {2_000, 5_000, 9_000, 13_000})
        void a_bundle_that_is_full_reduces_strictly(long bytes) throws Exception {
            TraceRecorder recorder = start(WriterOptions.defaults().withMaxBundleBytes(bytes));
            play(recorder.rootThread(), good -> () -> good);

            assertThat(reduce(recorder).error()).isEmpty();
        }

        @Test
        void bodies_above_the_cap_reduce_strictly() throws Exception {
            TraceRecorder recorder = start(WriterOptions.defaults().withMaxPayloadBytes(250));
            play(recorder.rootThread(), good -> () -> good);

            assertThat(reduce(recorder).error()).isEmpty();
            assertThat(recorder.losses().total()).isPositive();
        }

        @Test
        void and_nothing_is_lost_where_nothing_fails() throws Exception {
            TraceRecorder recorder = start(WriterOptions.defaults());
            play(recorder.rootThread(), good -> () -> good);

            assertThat(reduce(recorder).error()).isEmpty();
            // The script has one call with arguments that are no JSON, as models write them.
            assertThat(recorder.losses().byReason()).isEqualTo(Map.of(LossReason.UNREADABLE_ARGUMENTS, 1L));
        }
    }

    private interface Body {
        Supplier<?> of(Object good);
    }

    /** Three turns with every kind of handle, some of whose bodies may be bad. */
    private static void play(ThreadTrace root, Body body) {
        for (int i = 0; i < 3; i++) {
            TurnId turn = new TurnId("turn-" + i);
            root.recordTurnStarted(turn);
            root.recordProtocolEvent("turn_started", body.of(Items.object("task_started")));
            ObjectNode user = Items.message("user", "go on " + "and on ".repeat(10) + i);
            ObjectNode call = Items.call("call_" + i, "exec_command", "{\"cmd\":\"make\"}");
            ObjectNode code = Items.object("custom_tool_call")
                    .put("name", "exec")
                    .put("input", "text(1)")
                    .put("call_id", "cell_" + i);
            ResponseId response = new ResponseId("resp_" + i);
            InferenceAttempt attempt =
                    root.inference(() -> new ModelCall(turn, "m", "p")).newAttempt();
            attempt.recordStarted(body.of(Items.request("m", List.of(user))));
            attempt.recordCompleted(
                    response,
                    null,
                    () -> new ResponseBody(List.of(call, body.of(code).get()), null));

            ToolCallId id = new ToolCallId("call_" + i);
            ToolOrigin origin = new ToolOrigin.Model(new CallId(id.value()));
            ToolCallTrace tool = root.startToolCall(() -> new ToolDispatch(
                    id, turn, "exec_command", null, origin, new ToolInput.Function("{\"cmd\":\"make\"}")));
            root.recordToolRuntimeStarted(id, body.of(Map.of("command", List.of("make"), "cwd", "/repo")));
            root.recordToolRuntimeEnded(
                    id,
                    ExecutionStatus.COMPLETED,
                    body.of(Map.of("stdout", "", "stderr", "", "exit_code", 0, "formatted_output", "")));
            tool.assignMcpCall();
            tool.recordEnded(
                    ExecutionStatus.COMPLETED,
                    () -> new ToolResult.DirectResponse(
                            body.of(Items.output(id.value(), "ok")).get()));

            RuntimeCellId cellId = new RuntimeCellId("cell-" + i);
            CodeCellTrace cell = root.startCodeCell(() -> new CodeCellStart(
                    turn, cellId, new CallId(code.path("call_id").textValue()), "text(1)"));
            ToolDispatch nested = new ToolDispatch(
                    new ToolCallId("nested_" + i),
                    turn,
                    "write_stdin",
                    null,
                    new ToolOrigin.CodeCell(cellId, null),
                    new ToolInput.Function(i == 1 ? "broken" : "{\"session_id\":7}"));
            root.startToolCall(() -> nested)
                    .recordEnded(
                            ExecutionStatus.COMPLETED,
                            () -> new ToolResult.CodeModeResponse(
                                    body.of(Map.of("output", "ok")).get()));
            cell.recordInitialResponse(CodeCellRuntimeStatus.YIELDED, body.of(Map.of()));
            cell.recordEnded(CodeCellRuntimeStatus.COMPLETED, body.of(Map.of()));

            InferenceAttempt next =
                    root.inference(() -> new ModelCall(turn, "m", "p")).newAttempt();
            next.recordStarted(body.of(Items.request("m", List.of(user, call, code, Items.output(id.value(), "ok")))));
            next.recordCancelled(null, "enough", null);
            CompactionTrace compaction = root.compaction(() -> new ModelCall(turn, "m", "p"));
            compaction
                    .startAttempt(body.of(Items.request("m", List.of(user))))
                    .recordCompleted(
                            null, () -> ResponseBody.of(List.of(body.of(user).get())));
            compaction.recordInstalled(
                    () -> Checkpoint.of(List.of(user), List.of(body.of(user).get())));
            root.recordTurnEnded(turn, ExecutionStatus.COMPLETED);
        }
        root.recordEnded(RolloutStatus.COMPLETED);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.RuntimeToolId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.id.UpstreamRequestId;

/** A session that uses every handle. What it is told may be replaced by something worse. */
final class ScriptedSession {
    static final ThreadId ROOT = new ThreadId("11111111-1111-4111-8111-111111111111");
    static final ThreadId CHILD = new ThreadId("22222222-2222-4222-8222-222222222222");
    static final TurnId TURN = new TurnId("turn-1");
    static final TurnId CHILD_TURN = new TurnId("turn-2");

    private ScriptedSession() {}

    static SessionMetadata metadata() {
        return SessionMetadata.of(
                ThreadMetadata.of(ROOT, "/root").sessionSource("cli").model("gpt-test"));
    }

    /** Plays it on a root thread; {@code body} makes the bodies of what they should be. */
    static void play(ThreadTrace root, Body body) {
        root.recordTurnStarted(TURN);
        root.recordProtocolEvent("turn_started", body.of(Map.of("type", "task_started")));

        InferenceAttempt attempt = root.inference(() -> new ModelCall(TURN, "gpt-test", "test-provider"))
                .newAttempt();
        attempt.recordStarted(body.of(Map.of("input", List.of(message("user", "go")))));
        attempt.recordCompleted(
                new ResponseId("resp_1"),
                new UpstreamRequestId("req_1"),
                () -> new ResponseBody(List.of(body.of(call("call_1")).get()), Map.of("input_tokens", 5)));
        attempt.recordCompleted(null, null, () -> ResponseBody.of(List.of()));
        attempt.recordFailed(null, "too late", null);

        ToolCallTrace tool = root.startToolCall(() -> exec("call_1"));
        root.recordToolRuntimeStarted(
                new ToolCallId("call_1"), body.of(Map.of("command", List.of("make"), "cwd", "/repo")));
        root.recordToolRuntimeEnded(
                new ToolCallId("call_1"),
                ExecutionStatus.COMPLETED,
                body.of(Map.of("stdout", "ok", "stderr", "", "exit_code", 0, "formatted_output", "ok")));
        tool.assignMcpCall();
        tool.assignMcpCall();
        tool.recordEnded(
                ExecutionStatus.COMPLETED,
                () -> new ToolResult.DirectResponse(
                        body.of(Map.of("type", "function_call_output", "call_id", "call_1", "output", "ok"))
                                .get()));
        tool.recordEnded(ExecutionStatus.FAILED);

        CodeCellTrace cell = root.startCodeCell(
                () -> new CodeCellStart(TURN, new RuntimeCellId("7"), new CallId("call_2"), "text(1) // \ud83d"));
        root.startToolCall(() -> new ToolDispatch(
                        new ToolCallId("nested_1"),
                        TURN,
                        "write_stdin",
                        null,
                        new ToolOrigin.CodeCell(new RuntimeCellId("7"), new RuntimeToolId("rt_1")),
                        new ToolInput.Function("{\"session_id\":\"4\"}")))
                .recordEnded(ExecutionStatus.FAILED, () -> new ToolResult.Failure("no such session"));
        cell.recordInitialResponse(CodeCellRuntimeStatus.YIELDED, body.of(Map.of("response", 1)));
        cell.recordEnded(CodeCellRuntimeStatus.COMPLETED, body.of(Map.of("response", 2)));
        cell.recordEnded(CodeCellRuntimeStatus.FAILED, null);

        ThreadTrace child = root.startChild(
                () -> ThreadMetadata.of(CHILD, "/root/w").taskName("w").agentRole("explorer"));
        child.recordTurnStarted(CHILD_TURN);
        InferenceAttempt given = child.inference(() -> new ModelCall(CHILD_TURN, "gpt-test", "test-provider"))
                .newAttempt();
        given.recordStarted(new RequestInput.FullSnapshot(), body.of(Map.of("input", List.of())));
        given.recordCancelled(null, "interrupted", () -> ResponseBody.of(List.of(message("assistant", "do"))));
        child.recordTurnEnded(CHILD_TURN, ExecutionStatus.CANCELLED);
        child.recordTurnEnded(CHILD_TURN, ExecutionStatus.COMPLETED);
        child.recordAgentResult(() -> new AgentResult(CHILD_TURN, ROOT, "done"), body.of(Map.of("message", "done")));
        child.recordEnded(RolloutStatus.ABORTED);

        CompactionTrace compaction = root.compaction(() -> new ModelCall(TURN, "gpt-test", "test-provider"));
        compaction.startAttempt(body.of(Map.of("input", List.of()))).recordFailed("overloaded");
        compaction
                .startAttempt(body.of(Map.of("input", List.of())))
                .recordCompleted(new ResponseId("resp_c"), () -> ResponseBody.of(List.of()));
        compaction.recordInstalled(() -> new Checkpoint(
                List.of(message("user", "go")),
                List.of(body.of(message("user", "short")).get()),
                Map.of("window_number", 2)));
        compaction.recordInstalled(() -> Checkpoint.of(List.of(), List.of()));
        root.recordTurnEnded(TURN, ExecutionStatus.COMPLETED);
        root.recordEnded(RolloutStatus.COMPLETED);
        root.recordEnded(RolloutStatus.FAILED);
    }

    /** What becomes of the bodies. */
    interface Body {
        Body GOOD = good -> () -> good;

        Supplier<?> of(Object good);
    }

    static ToolDispatch exec(String id) {
        return new ToolDispatch(
                new ToolCallId(id),
                TURN,
                "exec_command",
                null,
                new ToolOrigin.Model(new CallId(id)),
                new ToolInput.Function("{\"cmd\":\"make\"}"));
    }

    static Map<String, Object> message(String role, String text) {
        return Map.of("type", "message", "role", role, "content", List.of(Map.of("type", "input_text", "text", text)));
    }

    private static Map<String, Object> call(String id) {
        return Map.of("type", "function_call", "name", "exec_command", "arguments", "{}", "call_id", id);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.id.ToolCallId;

/** Off is an object that does nothing, which is proven with things that go off when they are touched. */
class DisabledHandlesTest {
    private static final ToolCallId TOOL = new ToolCallId("call_1");

    private static <T> Supplier<T> tripwire() {
        return () -> {
            throw new AssertionError("a disabled handle called a supplier");
        };
    }

    private static final Supplier<ThreadMetadata> CHILD = tripwire();
    private static final Supplier<ModelCall> CALL = tripwire();
    private static final Supplier<ToolDispatch> DISPATCH = tripwire();
    private static final Supplier<CodeCellStart> CELL = tripwire();
    private static final Supplier<AgentResult> RESULT = tripwire();
    private static final Supplier<ResponseBody> RESPONSE = tripwire();
    private static final Supplier<Checkpoint> CHECKPOINT = tripwire();
    private static final Supplier<ToolResult> TOOL_RESULT = tripwire();
    private static final Supplier<Object> BODY = tripwire();

    @Test
    void they_call_no_supplier_and_allocate_nothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < 5_000; i++) {
                touchEverything();
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }

        // The first rounds link classes, and the virtual machine may allocate on any thread when it compiles.
        assertThat(least).isZero();
        assertThat(TraceRecorder.disabled().losses().total()).isZero();
    }

    private static void touchEverything() {
        TraceRecorder recorder = TraceRecorder.disabled();
        recorder.isEnabled();
        recorder.bundle();
        recorder.losses();
        ThreadTrace thread = recorder.rootThread().startChild(CHILD);
        thread.isEnabled();
        thread.recordTurnStarted(ScriptedSession.TURN);
        thread.recordTurnEnded(ScriptedSession.TURN, ExecutionStatus.COMPLETED);
        thread.recordProtocolEvent("x", BODY);
        InferenceAttempt attempt = thread.inference(CALL).newAttempt();
        attempt.callId();
        attempt.recordStarted(BODY);
        attempt.recordStarted(null, BODY);
        attempt.recordCompleted(null, null, RESPONSE);
        attempt.recordFailed(null, "x", RESPONSE);
        attempt.recordCancelled(null, "x", RESPONSE);
        CompactionTrace compaction = thread.compaction(CALL);
        CompactionAttempt request = compaction.startAttempt(BODY);
        request.recordCompleted(null, RESPONSE);
        request.recordFailed("x");
        compaction.recordInstalled(CHECKPOINT);
        ToolCallTrace tool = thread.startToolCall(DISPATCH);
        McpCallTrace mcp = tool.assignMcpCall();
        mcp.callId();
        mcp.requestMetadata();
        tool.recordEnded(ExecutionStatus.COMPLETED, TOOL_RESULT);
        tool.recordEnded(ExecutionStatus.COMPLETED);
        CodeCellTrace cell = thread.startCodeCell(CELL);
        cell.recordInitialResponse(CodeCellRuntimeStatus.YIELDED, BODY);
        cell.recordEnded(CodeCellRuntimeStatus.COMPLETED, BODY);
        thread.recordToolRuntimeStarted(TOOL, BODY);
        thread.recordToolRuntimeEnded(TOOL, ExecutionStatus.COMPLETED, BODY);
        thread.recordAgentResult(RESULT, BODY);
        thread.recordEnded(RolloutStatus.COMPLETED);
        recorder.close();
    }
}

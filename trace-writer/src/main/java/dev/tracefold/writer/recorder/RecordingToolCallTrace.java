/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.id.McpCallId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;

/** Records. */
final class RecordingToolCallTrace implements ToolCallTrace {
    /** Writes the result, if there is one. */
    private interface Result {
        @Nullable
        PayloadRef get() throws Exception;
    }

    private final Session session;
    private final Ledger.Tool tool;
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable McpCallTrace mcpCall;

    private RecordingToolCallTrace(Session session, Ledger.Tool tool) {
        this.session = session;
        this.tool = tool;
    }

    static RecordingToolCallTrace start(Session session, ThreadId threadId, ToolDispatch dispatch) throws Exception {
        return new RecordingToolCallTrace(session, new ToolStart(session, threadId, dispatch).record());
    }

    @Override
    public synchronized McpCallTrace assignMcpCall() {
        if (mcpCall == null) {
            mcpCall = session.boundary().call("an MCP correlation", NoopMcpCallTrace.INSTANCE, () -> {
                McpCallId id = new McpCallId(session.newId());
                append(new RawEventPayload.McpCorrelationAssigned(tool.toolCallId(), id));
                return new RecordingMcpCallTrace(id);
            });
        }
        return mcpCall;
    }

    @Override
    public void recordEnded(ExecutionStatus status, Supplier<? extends ToolResult> result) {
        end(status, () -> session.storeIfPossible(PayloadKind.TOOL_RESULT, () -> ToolBodies.result(result.get())));
    }

    @Override
    public void recordEnded(ExecutionStatus status) {
        end(status, () -> null);
    }

    private void end(ExecutionStatus status, Result result) {
        session.boundary().run("the end of a tool call", () -> {
            Drop.requirePresent(status, "status");
            if (ended.compareAndSet(false, true)) {
                append(new RawEventPayload.ToolCallEnded(tool.toolCallId(), status, result.get()));
            }
        });
    }

    private void append(RawEventPayload payload) throws Exception {
        session.append(tool.threadId(), tool.turnId(), payload);
    }
}

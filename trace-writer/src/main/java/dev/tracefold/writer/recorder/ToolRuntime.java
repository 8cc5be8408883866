/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.ToolKind.BuiltIn;

/** Records what the runtime observes of the tool calls of a thread. It knows them by their id alone. */
final class ToolRuntime {
    private final Session session;
    private final ThreadId threadId;

    ToolRuntime(Session session, ThreadId threadId) {
        this.session = session;
        this.threadId = threadId;
    }

    void recordStarted(@Nullable ToolCallId toolCallId, Supplier<?> body) throws Exception {
        Ledger.Tool tool = find(toolCallId);
        boolean opens = tool.kind() == BuiltIn.EXEC_COMMAND || tool.kind() == BuiltIn.WRITE_STDIN;
        if (opens && !tool.operation().compareAndSet(false, true)) {
            throw Drop.outOfPlace("tool call " + toolCallId + " has a terminal operation already");
        }
        boolean recorded = false;
        try {
            PayloadRef payload =
                    session.store(PayloadKind.TOOL_RUNTIME_EVENT, body).ref();
            session.append(threadId, tool.turnId(), new RawEventPayload.ToolRuntimeStarted(tool.toolCallId(), payload));
            recorded = true;
        } finally {
            if (opens && !recorded) {
                tool.operation().set(false);
            }
        }
    }

    void recordEnded(@Nullable ToolCallId toolCallId, @Nullable ExecutionStatus status, Supplier<?> body)
            throws Exception {
        ExecutionStatus present = Drop.requirePresent(status, "status");
        Ledger.Tool tool = find(toolCallId);
        PayloadRef payload = session.store(PayloadKind.TOOL_RUNTIME_EVENT, body).ref();
        session.append(
                threadId, tool.turnId(), new RawEventPayload.ToolRuntimeEnded(tool.toolCallId(), present, payload));
    }

    private Ledger.Tool find(@Nullable ToolCallId toolCallId) throws Drop {
        Ledger.Tool tool = session.ledger().tools.find(Drop.requirePresent(toolCallId, "toolCallId"));
        if (tool == null || !tool.threadId().equals(threadId)) {
            throw Drop.outOfPlace("tool call " + toolCallId + " has not started on thread " + threadId);
        }
        return tool;
    }
}

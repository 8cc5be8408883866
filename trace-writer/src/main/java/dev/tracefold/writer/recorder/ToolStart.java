/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.RuntimeToolId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.Requester;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolKind.BuiltIn;
import dev.tracefold.model.raw.ToolSummary;
import dev.tracefold.writer.StoredPayload;

/** Records the start of a tool call, if nothing in the log speaks against it. */
final class ToolStart {
    private final Session session;
    private final ThreadId threadId;
    private final ToolDispatch dispatch;
    private final ToolKind kind;

    ToolStart(Session session, ThreadId threadId, ToolDispatch dispatch) {
        this.session = session;
        this.threadId = threadId;
        this.dispatch = dispatch;
        this.kind = ToolKinds.of(dispatch.name());
    }

    Ledger.Tool record() throws Exception {
        Ledger ledger = session.ledger();
        if (dispatch.turnId() != null) {
            ledger.requireTurn(dispatch.turnId(), threadId);
        }
        Ledger.Tool tool =
                new Ledger.Tool(dispatch.toolCallId(), threadId, dispatch.turnId(), kind, new AtomicBoolean());
        ledger.tools.start(dispatch.toolCallId(), tool, "tool call", () -> {
            if (dispatch.origin() instanceof ToolOrigin.Model model) {
                ledger.modelCalls.start(
                        model.callId(),
                        dispatch.toolCallId(),
                        "a tool call for",
                        () -> append(tool, model.callId(), null, new Requester.Model()));
            } else if (dispatch.origin() instanceof ToolOrigin.CodeCell cell) {
                if (ledger.cells.find(new Ledger.CellKey(threadId, cell.runtimeCellId())) == null) {
                    throw Drop.outOfPlace("code cell " + cell.runtimeCellId() + " has not started on " + threadId);
                }
                append(tool, null, cell.runtimeToolId(), new Requester.CodeCell(cell.runtimeCellId()));
            }
        });
        return tool;
    }

    private void append(
            Ledger.Tool tool, @Nullable CallId callId, @Nullable RuntimeToolId runtimeToolId, Requester requester)
            throws Exception {
        PayloadRef invocation = storeInvocation();
        tool.operation().set(kind == BuiltIn.WRITE_STDIN && invocation != null);
        String preview = Texts.preview(session.text(ToolBodies.inputText(dispatch.input()), "input"));
        ToolSummary summary = new ToolSummary.Generic(session.text(label(), "name"), preview, null);
        session.append(
                threadId,
                dispatch.turnId(),
                new RawEventPayload.ToolCallStarted(
                        dispatch.toolCallId(), callId, runtimeToolId, requester, kind, summary, invocation));
    }

    private String label() {
        return dispatch.namespace() == null ? dispatch.name() : dispatch.namespace() + "." + dispatch.name();
    }

    private @Nullable PayloadRef storeInvocation() throws Exception {
        if (!ToolArguments.canBeReduced(dispatch)) {
            session.boundary()
                    .losses()
                    .count(LossReason.UNREADABLE_ARGUMENTS, "the arguments of " + dispatch.name(), null);
            return null;
        }
        StoredPayload stored = session.storeValue(PayloadKind.TOOL_INVOCATION, ToolBodies.invocation(dispatch));
        // A note about arguments that were too large starts no terminal operation.
        return stored.replaced() && kind == BuiltIn.WRITE_STDIN ? null : stored.ref();
    }
}

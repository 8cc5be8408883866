/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;

/** Records. */
final class RecordingCodeCellTrace implements CodeCellTrace {
    private final Session session;
    private final ThreadId threadId;
    private final CodeCellStart cell;
    private final AtomicBoolean ended = new AtomicBoolean();

    private RecordingCodeCellTrace(Session session, ThreadId threadId, CodeCellStart cell) {
        this.session = session;
        this.threadId = threadId;
        this.cell = cell;
    }

    static RecordingCodeCellTrace start(Session session, ThreadId threadId, CodeCellStart cell) throws Exception {
        Ledger ledger = session.ledger();
        ledger.requireTurn(cell.turnId(), threadId);
        RecordingCodeCellTrace trace = new RecordingCodeCellTrace(session, threadId, cell);
        Ledger.CellKey key = new Ledger.CellKey(threadId, cell.runtimeCellId());
        ledger.cells.start(
                key,
                cell.callId(),
                "code cell",
                () -> ledger.cellCalls.start(
                        cell.callId(),
                        key,
                        "a code cell for",
                        () -> trace.append(new RawEventPayload.CodeCellStarted(
                                cell.runtimeCellId(), cell.callId(), session.text(cell.sourceJs(), "sourceJs")))));
        return trace;
    }

    @Override
    public void recordInitialResponse(CodeCellRuntimeStatus status, @Nullable Supplier<?> body) {
        session.boundary().run("a response of a code cell", () -> {
            Drop.requirePresent(status, "status");
            PayloadRef payload = session.storeIfPossible(PayloadKind.TOOL_RESULT, body);
            append(new RawEventPayload.CodeCellInitialResponse(cell.runtimeCellId(), status, payload));
        });
    }

    @Override
    public void recordEnded(CodeCellRuntimeStatus status, @Nullable Supplier<?> body) {
        session.boundary().run("the end of a code cell", () -> {
            Drop.requirePresent(status, "status");
            if (ended.compareAndSet(false, true)) {
                PayloadRef payload = session.storeIfPossible(PayloadKind.TOOL_RESULT, body);
                append(new RawEventPayload.CodeCellEnded(cell.runtimeCellId(), status, payload));
            }
        });
    }

    private void append(RawEventPayload payload) throws Exception {
        session.append(threadId, cell.turnId(), payload);
    }
}

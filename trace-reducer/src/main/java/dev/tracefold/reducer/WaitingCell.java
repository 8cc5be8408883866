/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.Vector;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;

/**
 * A code cell whose source has not been seen: the runtime was faster than the model's stream. It waits for the first
 * custom_tool_call item of its call id on its thread; the pass that brings the item starts it. At the end of the log it
 * is reported.
 *
 * @param startedAt when it really started
 * @param later what came for it since, by seq
 * @param nested tools that it requested since
 * @param waits tools that waited for it since
 */
record WaitingCell(
        CodeCellId id,
        CallId callId,
        ThreadId threadId,
        TurnId turnId,
        RuntimeCellId runtimeCellId,
        String sourceJs,
        Moment startedAt,
        Vector<Later> later,
        Vector<ToolCallId> nested,
        Vector<ToolCallId> waits) {

    /** Something that came for the cell while it waited. */
    sealed interface Later {
        Moment at();
    }

    record Response(Moment at, CodeCellRuntimeStatus status) implements Later {}

    record End(Moment at, CodeCellRuntimeStatus status) implements Later {}

    record EndOfTurn(Moment at, ExecutionStatus status) implements Later {}

    WaitingCell withLater(Later next) {
        return new WaitingCell(
                id, callId, threadId, turnId, runtimeCellId, sourceJs, startedAt, later.append(next), nested, waits);
    }

    WaitingCell withNested(ToolCallId tool) {
        return new WaitingCell(
                id, callId, threadId, turnId, runtimeCellId, sourceJs, startedAt, later, nested.append(tool), waits);
    }

    WaitingCell withWait(ToolCallId tool) {
        return new WaitingCell(
                id, callId, threadId, turnId, runtimeCellId, sourceJs, startedAt, later, nested, waits.append(tool));
    }
}

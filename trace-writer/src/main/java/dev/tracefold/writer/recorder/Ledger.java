/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.ToolKind;

/**
 * What the log says already. A strict reduction stops at an event that contradicts it, or builds on what is not there, so
 * such an event is dropped instead. Holds identifiers only: some hundred bytes for each turn, tool call and cell.
 */
final class Ledger {
    /** A cell's handle is unique in its thread. */
    record CellKey(ThreadId threadId, RuntimeCellId runtimeCellId) {}

    /**
     * A tool call in the log.
     *
     * @param operation whether a terminal operation has started from it, of which there can be one
     */
    record Tool(
            ToolCallId toolCallId,
            ThreadId threadId,
            @Nullable TurnId turnId,
            ToolKind kind,
            AtomicBoolean operation) {}

    final Claims<ThreadId, ThreadId> threads = new Claims<>();
    final Claims<TurnId, ThreadId> turns = new Claims<>();
    final Claims<ToolCallId, Tool> tools = new Claims<>();
    final Claims<CallId, ToolCallId> modelCalls = new Claims<>();
    final Claims<CellKey, CallId> cells = new Claims<>();
    final Claims<CallId, CellKey> cellCalls = new Claims<>();
    final Claims<EdgeId, EdgeId> results = new Claims<>();
    private final Set<TurnId> endedTurns = ConcurrentHashMap.newKeySet();

    /** A turn that the event needs must be there, on that thread. */
    void requireTurn(TurnId turnId, ThreadId threadId) throws Drop {
        ThreadId known = turns.find(turnId);
        if (!threadId.equals(known)) {
            throw Drop.outOfPlace("turn " + turnId + (known == null ? " has not started" : " is of thread " + known));
        }
    }

    /** Whether this is the turn's first end. */
    boolean endTurn(TurnId turnId) {
        return endedTurns.add(turnId);
    }
}

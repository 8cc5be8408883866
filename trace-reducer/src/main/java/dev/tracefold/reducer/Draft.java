/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalSession;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.TerminalId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.TraceManifest;

/**
 * The next state while a step works on it. All that it holds is immutable, so a copy costs a few references; a step that
 * refuses leaves a draft that nobody looks at again, and the state before it is whole.
 */
final class Draft {
    TraceId traceId;
    RolloutId rolloutId;
    ThreadId rootThreadId;
    long startedAtUnixMs;

    @Nullable
    Long endedAtUnixMs;

    RolloutStatus status;
    HashMap<ThreadId, ThreadState> threads;
    Ledger<TurnId, TurnState> turns;
    /** By ordinal. */
    Rows<Item> items;

    Ledger<InferenceCallId, InferenceState> inferences;
    Ledger<ToolCallId, ToolState> tools;
    /** Which tool a model-visible call id belongs to. */
    Ledger<CallId, ToolCallId> toolsByCall;
    /** By ordinal. */
    Rows<TerminalOperation> operations;

    HashMap<TerminalId, TerminalSession> terminals;
    HashMap<CodeCellId, CodeCell> cells;
    /** Which cell a runtime cell is, waiting ones included. */
    HashMap<CellKey, CodeCellId> runtimeCells;
    /** Cells that wait for their source. */
    HashMap<CodeCellId, WaitingCell> waitingCells;

    HashMap<CompactionId, CompactionState> compactions;
    HashMap<CompactionRequestId, CompactionRequest> compactionRequests;
    /** By started seq. */
    HashMap<CompactionId, Vector<CompactionRequestId>> requestsOfCompaction;

    HashMap<EdgeId, InteractionEdge> edges;
    /** What has not arrived yet. */
    HashMap<EdgeId, Delivery> deliveries;
    /** Deliveries that wait, in the order in which they began to. */
    HashMap<Delivery.Key, Vector<EdgeId>> awaited;
    /** Items that could answer a delivery and answer none yet, by ordinal. */
    HashMap<Arrivals.Key, Vector<ItemId>> arrivals;
    /** The latest message of a turn to its user. */
    Ledger<Arrivals.ResultKey, ItemId> results;

    References payloads;

    Draft(TraceManifest manifest) {
        traceId = manifest.traceId();
        rolloutId = manifest.rolloutId();
        rootThreadId = manifest.rootThreadId();
        startedAtUnixMs = manifest.startedAtUnixMs();
        status = RolloutStatus.RUNNING;
        threads = HashMap.empty();
        turns = Ledger.empty();
        items = Rows.empty();
        inferences = Ledger.empty();
        tools = Ledger.empty();
        toolsByCall = Ledger.empty();
        operations = Rows.empty();
        terminals = HashMap.empty();
        cells = HashMap.empty();
        runtimeCells = HashMap.empty();
        waitingCells = HashMap.empty();
        compactions = HashMap.empty();
        compactionRequests = HashMap.empty();
        requestsOfCompaction = HashMap.empty();
        edges = HashMap.empty();
        deliveries = HashMap.empty();
        awaited = HashMap.empty();
        arrivals = HashMap.empty();
        results = Ledger.empty();
        payloads = References.NONE;
    }

    Draft(Draft other) {
        traceId = other.traceId;
        rolloutId = other.rolloutId;
        rootThreadId = other.rootThreadId;
        startedAtUnixMs = other.startedAtUnixMs;
        endedAtUnixMs = other.endedAtUnixMs;
        status = other.status;
        threads = other.threads;
        turns = other.turns;
        items = other.items;
        inferences = other.inferences;
        tools = other.tools;
        toolsByCall = other.toolsByCall;
        operations = other.operations;
        terminals = other.terminals;
        cells = other.cells;
        runtimeCells = other.runtimeCells;
        waitingCells = other.waitingCells;
        compactions = other.compactions;
        compactionRequests = other.compactionRequests;
        requestsOfCompaction = other.requestsOfCompaction;
        edges = other.edges;
        deliveries = other.deliveries;
        awaited = other.awaited;
        arrivals = other.arrivals;
        results = other.results;
        payloads = other.payloads;
    }

    /** Nobody looks at this draft again: what it has added to what it shares with the state that it is of makes room. */
    @SuppressWarnings("ReferenceEquality") // whether a thread was touched at all
    void giveUp(Draft of) {
        turns.giveUp(of.turns);
        inferences.giveUp(of.inferences);
        tools.giveUp(of.tools);
        toolsByCall.giveUp(of.toolsByCall);
        results.giveUp(of.results);
        if (threads != of.threads) {
            for (ThreadState thread : threads.values()) {
                of.threads.get(thread.thread().threadId()).forEach(thread::giveUp);
            }
        }
    }

    ThreadState thread(ThreadId id) throws Refusal {
        return known(threads.getOrElse(id, null), ErrorCode.UNKNOWN_THREAD, "thread", id);
    }

    TurnState turn(TurnId id) throws Refusal {
        return known(turns.get(id), ErrorCode.UNKNOWN_TURN, "turn", id);
    }

    InferenceState inference(InferenceCallId id) throws Refusal {
        return known(inferences.get(id), ErrorCode.UNKNOWN_INFERENCE, "inference call", id);
    }

    ToolState tool(ToolCallId id) throws Refusal {
        return known(tools.get(id), ErrorCode.UNKNOWN_TOOL_CALL, "tool call", id);
    }

    /** A turn that must be on the given thread. */
    TurnState turnOn(TurnId id, ThreadId thread) throws Refusal {
        TurnState state = turn(id);
        ThreadId own = state.turn().threadId();
        if (!own.equals(thread)) {
            throw new Refusal(
                            ErrorCode.TURN_THREAD_MISMATCH,
                            "the event names turn " + id + " on thread " + thread + ", but that turn is on thread "
                                    + own)
                    .with("turn", id)
                    .with("thread", thread)
                    .with("turn_thread", own);
        }
        return state;
    }

    /** The thread of the envelope, else that of its turn; it must be known. */
    ThreadId threadOf(Moment at) throws Refusal {
        ThreadId id = at.threadId();
        if (id == null) {
            if (at.turnId() == null) {
                throw new Refusal(
                        ErrorCode.MISSING_CONTEXT,
                        "the event needs a thread, and its envelope has neither thread_id nor codex_turn_id");
            }
            id = turn(at.turnId()).turn().threadId();
        }
        thread(id);
        return id;
    }

    Item item(ItemId id) {
        return items.get(Ordinals.of(id) - 1);
    }

    void put(Item item) {
        items = items.update(Ordinals.of(item.id()) - 1, item);
    }

    void put(ThreadState thread) {
        threads = threads.put(thread.thread().threadId(), thread);
    }

    void put(TurnState turn) {
        turns = turns.put(turn.turn().turnId(), turn);
    }

    void put(InferenceState inference) {
        inferences = inferences.put(inference.call().inferenceCallId(), inference);
    }

    void put(ToolState tool) {
        tools = tools.put(tool.call().toolCallId(), tool);
    }

    void put(CompactionState compaction) {
        compactions = compactions.put(compaction.compaction().compactionId(), compaction);
    }

    void put(CodeCell cell) {
        cells = cells.put(cell.codeCellId(), cell);
    }

    private static <T> T known(@Nullable T found, ErrorCode code, String what, Id id) throws Refusal {
        if (found == null) {
            throw new Refusal(code, what + " " + id + " is not known: no event has started it so far")
                    .with(what.replace(' ', '_'), id);
        }
        return found;
    }
}

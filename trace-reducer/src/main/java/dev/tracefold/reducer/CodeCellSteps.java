/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.ItemKind;
import dev.tracefold.model.graph.ProducerRef;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.RawEventPayload.CodeCellStarted;

/**
 * Code cells. The runtime may start one before the model's stream has shown the item that is its source; such a cell
 * waits, with all that comes for it, and then goes through it as if it had never waited.
 */
final class CodeCellSteps {
    private CodeCellSteps() {}

    static void start(Draft draft, Moment at, CodeCellStarted event) throws Refusal {
        ThreadId thread = draft.threadOf(at);
        TurnId turn = at.turnId();
        if (turn == null) {
            throw new Refusal(
                    ErrorCode.MISSING_CONTEXT, "a code cell starts in a turn, and the envelope has no codex_turn_id");
        }
        draft.turnOn(turn, thread);
        CodeCellId id = Ordinals.cell(event.modelVisibleCallId());
        refuseTwins(draft, new CellKey(thread, event.runtimeCellId()), id);
        draft.runtimeCells = draft.runtimeCells.put(new CellKey(thread, event.runtimeCellId()), id);
        draft.put(draft.turn(turn).withCells(draft.turn(turn).cells().add(id)));
        WaitingCell cell = new WaitingCell(
                id,
                event.modelVisibleCallId(),
                thread,
                turn,
                event.runtimeCellId(),
                event.sourceJs(),
                at,
                Vector.empty(),
                Vector.empty(),
                Vector.empty());
        ItemId source = source(draft, thread, event.modelVisibleCallId());
        if (source == null) {
            draft.waitingCells = draft.waitingCells.put(id, cell);
        } else {
            begin(draft, cell, source);
        }
    }

    private static void refuseTwins(Draft draft, CellKey key, CodeCellId id) throws Refusal {
        CodeCellId mapped = draft.runtimeCells.getOrElse(key, null);
        if (mapped != null && !mapped.equals(id)) {
            throw new Refusal(
                            ErrorCode.RUNTIME_CELL_CONFLICT,
                            "runtime cell " + key.runtimeCellId() + " of thread " + key.threadId() + " is " + mapped
                                    + " already and cannot become " + id)
                    .with("runtime_cell", key.runtimeCellId())
                    .with("thread", key.threadId())
                    .with("code_cell", mapped);
        }
        if (draft.cells.containsKey(id) || draft.waitingCells.containsKey(id)) {
            throw new Refusal(ErrorCode.DUPLICATE_CODE_CELL, id + " has started before").with("code_cell", id);
        }
    }

    private static @Nullable ItemId source(Draft draft, ThreadId thread, CallId callId) throws Refusal {
        for (ItemId id : draft.thread(thread).calls().getOrElse(callId, List.of())) {
            if (draft.item(id).content().kind() == ItemKind.CUSTOM_TOOL_CALL) {
                return id;
            }
        }
        return null;
    }

    /** Starts a cell that waited, now that its source is there. */
    static void release(Draft draft, CodeCellId id, ItemId source) throws Refusal {
        WaitingCell cell = draft.waitingCells.get(id).get();
        draft.waitingCells = draft.waitingCells.remove(id);
        begin(draft, cell, source);
    }

    private static void begin(Draft draft, WaitingCell waiting, ItemId source) throws Refusal {
        List<ItemId> outputs = new ArrayList<>();
        for (ItemId id : draft.thread(waiting.threadId()).calls().getOrElse(waiting.callId(), List.of())) {
            Item item = draft.item(id);
            if (item.content().kind() == ItemKind.CUSTOM_TOOL_CALL_OUTPUT) {
                outputs.add(id);
                draft.put(item.withProducer(new ProducerRef.CodeCell(waiting.id())));
            }
        }
        draft.put(CodeCell.builder()
                .codeCellId(waiting.id())
                .modelVisibleCallId(waiting.callId())
                .threadId(waiting.threadId())
                .turnId(waiting.turnId())
                .sourceItemId(source)
                .outputItemIds(outputs)
                .runtimeCellId(waiting.runtimeCellId())
                .execution(ExecutionWindow.open(
                        waiting.startedAt().atUnixMs(), waiting.startedAt().seq()))
                .runtimeStatus(CodeCellRuntimeStatus.STARTING)
                .sourceJs(waiting.sourceJs())
                .nestedToolCallIds(waiting.nested())
                .waitToolCallIds(waiting.waits())
                .build());
        for (WaitingCell.Later later : waiting.later()) {
            if (later instanceof WaitingCell.Response response) {
                draft.put(responded(draft.cells.get(waiting.id()).get(), response.at(), response.status()));
            } else if (later instanceof WaitingCell.End end) {
                close(draft, end.at(), draft.cells.get(waiting.id()).get(), end.status());
            } else if (later instanceof WaitingCell.EndOfTurn end) {
                endWithTurn(draft, end.at(), waiting.id(), end.status());
            }
        }
    }

    static void respond(Draft draft, Moment at, RuntimeCellId runtimeId, CodeCellRuntimeStatus status) throws Refusal {
        CodeCellId id = cellOf(draft, draft.threadOf(at), runtimeId);
        WaitingCell waiting = draft.waitingCells.getOrElse(id, null);
        if (waiting != null) {
            draft.waitingCells = draft.waitingCells.put(id, waiting.withLater(new WaitingCell.Response(at, status)));
        } else {
            draft.put(responded(draft.cells.get(id).get(), at, status));
        }
    }

    private static CodeCell responded(CodeCell cell, Moment at, CodeCellRuntimeStatus status) {
        CodeCell next = firstResponse(cell, at).withRuntimeStatus(status);
        return status == CodeCellRuntimeStatus.YIELDED
                ? next.withYieldedAtUnixMs(at.atUnixMs()).withYieldedSeq(at.seq())
                : next;
    }

    private static CodeCell firstResponse(CodeCell cell, Moment at) {
        return cell.initialResponseSeq() != null
                ? cell
                : cell.withInitialResponseAtUnixMs(at.atUnixMs()).withInitialResponseSeq(at.seq());
    }

    static void end(Draft draft, Moment at, RuntimeCellId runtimeId, CodeCellRuntimeStatus status) throws Refusal {
        CodeCellId id = cellOf(draft, draft.threadOf(at), runtimeId);
        WaitingCell waiting = draft.waitingCells.getOrElse(id, null);
        if (waiting != null) {
            draft.waitingCells = draft.waitingCells.put(id, waiting.withLater(new WaitingCell.End(at, status)));
        } else {
            close(draft, at, draft.cells.get(id).get(), status);
        }
    }

    private static void close(Draft draft, Moment at, CodeCell cell, CodeCellRuntimeStatus status) throws Refusal {
        ExecutionStatus closing = switch (status) {
            case COMPLETED -> ExecutionStatus.COMPLETED;
            case FAILED -> ExecutionStatus.FAILED;
            case TERMINATED -> ExecutionStatus.CANCELLED;
            case STARTING, RUNNING, YIELDED -> ExecutionStatus.RUNNING;
        };
        draft.put(firstResponse(cell, at)
                .withRuntimeStatus(status)
                .withExecution(cell.execution().close(at.atUnixMs(), at.seq(), closing)));
        TurnState turn = draft.turn(cell.turnId());
        draft.put(turn.withCells(
                closing == ExecutionStatus.RUNNING
                        ? turn.cells().add(cell.codeCellId())
                        : turn.cells().remove(cell.codeCellId())));
    }

    /** The turn of a cell has come to its end: a cell that still runs ends too, unless the turn simply completed. */
    static void endWithTurn(Draft draft, Moment at, CodeCellId id, ExecutionStatus turnStatus) throws Refusal {
        CodeCellRuntimeStatus status = TurnSteps.cellStatus(turnStatus);
        if (status == null) {
            return;
        }
        WaitingCell waiting = draft.waitingCells.getOrElse(id, null);
        if (waiting != null) {
            draft.waitingCells =
                    draft.waitingCells.put(id, waiting.withLater(new WaitingCell.EndOfTurn(at, turnStatus)));
            return;
        }
        CodeCell cell = draft.cells.get(id).get();
        if (cell.execution().running()) {
            close(draft, at, cell, status);
        }
    }

    /** The cell behind a runtime id. */
    static CodeCellId cellOf(Draft draft, ThreadId thread, RuntimeCellId runtimeId) throws Refusal {
        CodeCellId id = draft.runtimeCells.getOrElse(new CellKey(thread, runtimeId), null);
        if (id == null) {
            throw new Refusal(
                            ErrorCode.UNKNOWN_CODE_CELL,
                            "runtime cell " + runtimeId + " is not known on thread " + thread)
                    .with("runtime_cell", runtimeId)
                    .with("thread", thread);
        }
        return id;
    }

    static void addNested(Draft draft, CodeCellId id, ToolCallId tool) {
        WaitingCell waiting = draft.waitingCells.getOrElse(id, null);
        if (waiting != null) {
            draft.waitingCells = draft.waitingCells.put(id, waiting.withNested(tool));
        } else {
            CodeCell cell = draft.cells.get(id).get();
            draft.put(cell.withNestedToolCallIds(Lists.with(cell.nestedToolCallIds(), tool)));
        }
    }

    static void addWait(Draft draft, CodeCellId id, ToolCallId tool) {
        WaitingCell waiting = draft.waitingCells.getOrElse(id, null);
        if (waiting != null) {
            draft.waitingCells = draft.waitingCells.put(id, waiting.withWait(tool));
        } else {
            CodeCell cell = draft.cells.get(id).get();
            draft.put(cell.withWaitToolCallIds(Lists.with(cell.waitToolCallIds(), tool)));
        }
    }

    /** An output item of a cell has been seen. */
    static void addOutput(Draft draft, CodeCell cell, ItemId item) {
        draft.put(cell.withOutputItemIds(Lists.with(cell.outputItemIds(), item)));
        draft.put(draft.item(item).withProducer(new ProducerRef.CodeCell(cell.codeCellId())));
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.raw.RawEventPayload.TurnEnded;
import dev.tracefold.model.raw.RawEventPayload.TurnStarted;

/** Turns begin, and close what they leave open when they end. Tools and terminals outlive their turn. */
final class TurnSteps {
    private TurnSteps() {}

    static void start(Draft draft, Moment at, TurnStarted event) throws Refusal {
        if (draft.turns.contains(event.turnId())) {
            throw new Refusal(ErrorCode.DUPLICATE_TURN, "turn " + event.turnId() + " has started before")
                    .with("turn", event.turnId());
        }
        draft.thread(event.threadId());
        CodexTurn turn = new CodexTurn(
                event.turnId(), event.threadId(), ExecutionWindow.open(at.atUnixMs(), at.seq()), List.of());
        draft.put(new TurnState(turn, HashSet.empty(), HashSet.empty()));
    }

    static void end(Draft draft, Moment at, TurnEnded event) throws Refusal {
        TurnState state =
                at.threadId() == null ? draft.turn(event.turnId()) : draft.turnOn(event.turnId(), at.threadId());
        CodexTurn turn = state.turn();
        ExecutionStatus status = event.status();
        draft.put(state.withTurn(new CodexTurn(
                turn.turnId(),
                turn.threadId(),
                turn.execution().close(at.atUnixMs(), at.seq(), status),
                turn.inputItemIds())));
        for (CodeCellId cell : state.cells()) {
            CodeCellSteps.endWithTurn(draft, at, cell, status);
        }
        closeInferences(draft, at, state, status);
    }

    private static void closeInferences(Draft draft, Moment at, TurnState state, ExecutionStatus status)
            throws Refusal {
        @Nullable
        ExecutionStatus closing = switch (status) {
            case RUNNING -> null;
            case COMPLETED, CANCELLED -> ExecutionStatus.CANCELLED;
            case FAILED -> ExecutionStatus.FAILED;
            case ABORTED -> ExecutionStatus.ABORTED;
        };
        if (closing == null) {
            return;
        }
        for (InferenceCallId id : state.running()) {
            InferenceState inference = draft.inference(id);
            InferenceCall call = inference.call();
            draft.put(inference.withCall(call.withExecution(call.execution().close(at.atUnixMs(), at.seq(), closing))));
        }
        TurnState now = draft.turn(state.turn().turnId());
        draft.put(now.withRunning(HashSet.empty()));
    }

    /** How the end of a turn ends its cells; null if it leaves them alone. */
    static @Nullable CodeCellRuntimeStatus cellStatus(ExecutionStatus turnStatus) {
        return switch (turnStatus) {
            case FAILED -> CodeCellRuntimeStatus.FAILED;
            case CANCELLED, ABORTED -> CodeCellRuntimeStatus.TERMINATED;
            case RUNNING, COMPLETED -> null;
        };
    }
}

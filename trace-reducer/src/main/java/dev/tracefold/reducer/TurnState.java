/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.HashSet;

import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.InferenceCallId;

/**
 * A turn and what its end has to close.
 *
 * @param running inferences whose window is open
 * @param cells cells that have not come to an end, those that wait for their source included
 */
record TurnState(CodexTurn turn, HashSet<InferenceCallId> running, HashSet<CodeCellId> cells) {
    TurnState withTurn(CodexTurn next) {
        return new TurnState(next, running, cells);
    }

    TurnState withRunning(HashSet<InferenceCallId> next) {
        return new TurnState(turn, next, cells);
    }

    TurnState withCells(HashSet<CodeCellId> next) {
        return new TurnState(turn, running, next);
    }
}

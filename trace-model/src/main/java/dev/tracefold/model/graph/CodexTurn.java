/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.List;
import java.util.Objects;

import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;

/**
 * One activation of an agent, from input to rest.
 *
 * @param inputItemIds reserved; empty so far
 */
public record CodexTurn(TurnId turnId, ThreadId threadId, ExecutionWindow execution, List<ItemId> inputItemIds) {
    public CodexTurn {
        Objects.requireNonNull(turnId, "turnId");
        Objects.requireNonNull(threadId, "threadId");
        Objects.requireNonNull(execution, "execution");
        inputItemIds = List.copyOf(inputItemIds);
    }
}

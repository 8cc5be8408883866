/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.List;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.raw.TraceManifest;

/**
 * The graph so far, with the indexes that the rules need and the queues of what came early. One immutable value; states
 * share structure, so keeping the one after every event is affordable. May be shared between threads.
 */
public final class ReducedState {
    private final Draft frozen;

    private ReducedState(Draft frozen) {
        this.frozen = frozen;
    }

    /** The state before the first event of a bundle. */
    public static ReducedState empty(TraceManifest manifest) {
        return new ReducedState(new Draft(manifest));
    }

    /** Takes a draft over; nobody may change it from now on. */
    static ReducedState freeze(Draft draft) {
        return new ReducedState(draft);
    }

    /** Gives up a draft that started from here. */
    void giveUp(Draft draft) {
        draft.giveUp(frozen);
    }

    /** A draft that starts from here. */
    Draft draft() {
        return new Draft(frozen);
    }

    /** The graph. It is made anew with every call, at a cost that grows with its size. */
    public RolloutTrace graph() {
        return new GraphView(frozen).toValue();
    }

    /**
     * The same for who goes through it once, as a writer does: each part is made when it is asked for, and not kept, so that
     * it takes no memory beside the state.
     */
    public SessionGraph view() {
        return new GraphView(frozen);
    }

    /** How many conversation items there are. */
    public int itemCount() {
        return frozen.items.size();
    }

    /** Code cells whose source has not been seen, in the order of their ids. */
    public List<CodeCellId> waitingCells() {
        return frozen.waitingCells.keySet().toSortedSet(IdOrder.BY_TEXT).toJavaList();
    }

    /** Interactions whose item has not arrived, in the order of their ids. */
    public List<EdgeId> waitingDeliveries() {
        return frozen.deliveries.keySet().toSortedSet(IdOrder.BY_TEXT).toJavaList();
    }
}

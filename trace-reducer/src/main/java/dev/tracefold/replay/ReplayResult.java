/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.reducer.ReducedState;
import dev.tracefold.reducer.ReductionError;

/**
 * What a replay came to. Immutable; may be shared between threads.
 */
public final class ReplayResult {
    private final @Nullable ReducedState state;
    private final @Nullable ReductionError error;
    private final List<Diagnostic> diagnostics;
    private final long events;

    private ReplayResult(
            @Nullable ReducedState state, @Nullable ReductionError error, List<Diagnostic> diagnostics, long events) {
        this.state = state;
        this.error = error;
        this.diagnostics = List.copyOf(diagnostics);
        this.events = events;
    }

    static ReplayResult of(ReducedState state, List<Diagnostic> diagnostics, long events) {
        return new ReplayResult(state, null, diagnostics, events);
    }

    static ReplayResult failed(ReductionError error, List<Diagnostic> diagnostics, long events) {
        return new ReplayResult(null, error, diagnostics, events);
    }

    /** The error that ended it; empty if it came to its end. */
    public Optional<ReductionError> error() {
        return Optional.ofNullable(error);
    }

    /** Whether there is a graph. */
    public boolean ok() {
        return error == null;
    }

    /**
     * The finished state.
     *
     * @throws IllegalStateException if an error ended the replay
     */
    public ReducedState state() {
        if (state == null) {
            throw new IllegalStateException("the reduction failed: " + error);
        }
        return state;
    }

    /**
     * The graph. It is made anew with every call.
     *
     * @throws IllegalStateException if an error ended the replay
     */
    public RolloutTrace graph() {
        return state().graph();
    }

    /** What was noticed on the way, in its order. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** How many events were folded. */
    public long events() {
        return events;
    }
}

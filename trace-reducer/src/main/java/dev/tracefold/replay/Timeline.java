/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.ReducedState;
import dev.tracefold.reducer.TraceReducer;

/**
 * The state after every event of a bundle. Folding goes over the log once; after that any moment is had by looking it
 * up, because states share all that did not change between them. Immutable; may be shared between threads.
 */
public final class Timeline {
    private final ReplayResult result;
    private final ReducedState before;
    private final List<RawTraceEvent> events;
    private final List<ReducedState> states;

    private Timeline(ReplayResult result, ReducedState before, List<RawTraceEvent> events, List<ReducedState> states) {
        this.result = result;
        this.before = before;
        this.events = List.copyOf(events);
        this.states = List.copyOf(states);
    }

    /**
     * Runs a replay and keeps what it went through. Where an error ends it, the moments before the error are there.
     *
     * @throws ReplayException if there is no bundle to speak of: no manifest that can be read, or no log
     * @throws IOException if the bundle cannot be read
     */
    public static Timeline of(Replay replay) throws IOException, ReplayException {
        ReducedState before = ReducedState.empty(replay.bundle().manifest());
        List<RawTraceEvent> events = new ArrayList<>();
        List<ReducedState> states = new ArrayList<>();
        ReplayResult result = replay.run((event, state) -> {
            events.add(event);
            states.add(state);
        });
        return new Timeline(result, before, events, states);
    }

    /** What the replay as a whole came to. */
    public ReplayResult result() {
        return result;
    }

    /** The events that were folded, in their order. */
    public List<RawTraceEvent> events() {
        return events;
    }

    /**
     * The finished state of the log up to that seq; of a seq before the first event, the empty state; of one behind the
     * last, that of the whole log.
     */
    public ReducedState at(long seq) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).seq() <= seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return TraceReducer.finish(low == 0 ? before : states.get(low - 1));
    }

    /** What changed from the moment after one seq to the moment after another. */
    public GraphDiff between(long fromSeq, long toSeq) {
        return GraphDiff.between(at(fromSeq).graph(), at(toSeq).graph());
    }
}

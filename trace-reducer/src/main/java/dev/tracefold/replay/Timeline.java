/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.Payloads;
import dev.tracefold.reducer.ReducedState;
import dev.tracefold.reducer.TraceReducer;

/**
 * The state after every event of a bundle. The log is folded once; of every few events the state is kept, which is cheap
 * because states share what did not change between them, and a moment in between is folded again from the one before.
 * Immutable; may be shared between threads.
 */
public final class Timeline {
    // A state that is kept costs about two kilobytes, a moment that is not at most so many events, less one.
    private static final int EVENTS_OF_A_STATE = 8;

    private final ReplayResult result;
    private final Payloads payloads;
    private final List<RawTraceEvent> events;
    private final List<ReducedState> states;

    private Timeline(ReplayResult result, Payloads payloads, List<RawTraceEvent> events, List<ReducedState> states) {
        this.result = result;
        this.payloads = payloads;
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
        Bundle bundle = replay.bundle();
        List<RawTraceEvent> events = new ArrayList<>();
        List<ReducedState> states = new ArrayList<>();
        states.add(ReducedState.empty(bundle.manifest()));
        ReplayResult result = replay.run((event, state) -> {
            events.add(event);
            if (events.size() % EVENTS_OF_A_STATE == 0) {
                states.add(state);
            }
        });
        return new Timeline(result, new FilePayloads(bundle), events, states);
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
     *
     * @throws UncheckedIOException if a payload that was there cannot be read any more
     */
    public ReducedState at(long seq) {
        int count = eventsUpTo(seq);
        int kept = count / EVENTS_OF_A_STATE;
        ReducedState state = states.get(kept);
        for (RawTraceEvent event : events.subList(kept * EVENTS_OF_A_STATE, count)) {
            state = TraceReducer.apply(state, event, payloads)
                    .getOrElseThrow(error -> new UncheckedIOException(
                            new IOException("the bundle has changed since it was read: " + error)));
        }
        return TraceReducer.finish(state);
    }

    private int eventsUpTo(long seq) {
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
        return low;
    }

    /**
     * What changed from the moment after one seq to the moment after another.
     *
     * @throws UncheckedIOException as {@link #at}
     */
    public GraphDiff between(long fromSeq, long toSeq) {
        return GraphDiff.between(at(fromSeq).graph(), at(toSeq).graph());
    }
}

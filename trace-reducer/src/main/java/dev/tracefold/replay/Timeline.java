/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.reducer.Payloads;
import dev.tracefold.reducer.ReducedState;
import dev.tracefold.reducer.TraceReducer;

/**
 * The state after every event of a session. The log is folded once; of every few events the state is kept, which is cheap
 * because states share what did not change between them, and a moment in between is folded again from the one before.
 * Immutable; may be shared between threads. Keeps its session open until it is closed.
 */
public final class Timeline implements Closeable {
    // A state that is kept costs about two kilobytes, a moment that is not at most so many events, less one.
    private static final int EVENTS_OF_A_STATE = 8;

    private final TraceSource source;
    private final ReplayResult result;
    private final Payloads payloads;
    private final List<RawTraceEvent> events;
    private final List<ReducedState> states;

    private Timeline(TraceSource source, ReplayResult result, List<RawTraceEvent> events, List<ReducedState> states) {
        this.source = source;
        this.result = result;
        this.payloads = new SourcePayloads(source);
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
        TraceSource source = replay.open();
        List<RawTraceEvent> events = new ArrayList<>();
        List<ReducedState> states = new ArrayList<>();
        states.add(ReducedState.empty(source.manifest()));
        try {
            ReplayResult result = replay.run(source, (event, state) -> {
                events.add(event);
                if (events.size() % EVENTS_OF_A_STATE == 0) {
                    states.add(state);
                }
            });
            return new Timeline(source, result, events, states);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** Who recorded what. */
    public TraceManifest manifest() {
        return source.manifest();
    }

    /**
     * The body behind a reference.
     *
     * @throws ReplayException if it is not in the session
     * @throws IOException if it cannot be read
     */
    public byte[] payload(PayloadRef ref) throws IOException, ReplayException {
        return source.payload(ref).bytes();
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

    @Override
    public void close() throws IOException {
        source.close();
    }
}

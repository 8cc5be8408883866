/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.RolloutTrace;

/**
 * When things happened, in microseconds, such that an event that comes later in the log is later in time. The clock of a
 * recorder does not give that: several events share a millisecond, threads that record at once are a little out of order,
 * and clocks are set.
 *
 * <p>An event has its wall time, but comes at least a microsecond after the one before it. A clock that goes back by more
 * than a second has been set: from there on, times go on from where they were, so that durations stay true. Immutable.
 */
final class SessionClock {
    private static final long MICROS = 1000;
    private static final long JITTER_MS = 1000;
    /** In the year 2255; nanoseconds since 1970 end soon after. */
    private static final long LATEST_MS = 9_000_000_000_000L;

    private final long[] seqs;
    private final long[] micros;
    /** How much later than the wall clock the times are. */
    private final long[] shiftsMs;

    private final long start;
    private final long end;

    private SessionClock(RolloutTrace graph, SortedMap<Long, Long> wallBySeq) {
        int size = wallBySeq.size();
        seqs = new long[size];
        micros = new long[size];
        shiftsMs = new long[size];
        long last = -1;
        long shiftMs = 0;
        int i = 0;
        for (Map.Entry<Long, Long> event : wallBySeq.entrySet()) {
            long ms = possible(event.getValue() + shiftMs);
            long lastMs = last / MICROS;
            if (ms < lastMs - JITTER_MS) {
                shiftMs += lastMs - ms;
                ms = lastMs;
            }
            last = Math.max(ms * MICROS, last + 1);
            seqs[i] = event.getKey();
            micros[i] = last;
            shiftsMs[i] = shiftMs;
            i++;
        }
        long manifest = possible(graph.startedAtUnixMs()) * MICROS;
        start = size == 0 ? manifest : Math.min(manifest, micros[0]);
        Long ended = graph.endedAtUnixMs();
        end = Math.max(Math.max(start, last) + 1, ended == null ? 0 : possible(possible(ended) + shiftMs) * MICROS);
    }

    static SessionClock of(RolloutTrace graph) {
        SortedMap<Long, Long> wallBySeq = new TreeMap<>();
        graph.threads().values().forEach(thread -> add(wallBySeq, thread.execution()));
        graph.turns().values().forEach(turn -> add(wallBySeq, turn.execution()));
        graph.inferenceCalls().values().forEach(call -> add(wallBySeq, call.execution()));
        graph.toolCalls().values().forEach(call -> add(wallBySeq, call.execution()));
        graph.terminalOperations().values().forEach(operation -> add(wallBySeq, operation.execution()));
        graph.compactionRequests().values().forEach(request -> add(wallBySeq, request.execution()));
        graph.codeCells().values().forEach(cell -> {
            add(wallBySeq, cell.execution());
            add(wallBySeq, cell.initialResponseSeq(), cell.initialResponseAtUnixMs());
            add(wallBySeq, cell.yieldedSeq(), cell.yieldedAtUnixMs());
        });
        return new SessionClock(graph, wallBySeq);
    }

    private static void add(Map<Long, Long> wallBySeq, ExecutionWindow window) {
        add(wallBySeq, window.startedSeq(), window.startedAtUnixMs());
        add(wallBySeq, window.endedSeq(), window.endedAtUnixMs());
    }

    private static void add(Map<Long, Long> wallBySeq, @Nullable Long seq, @Nullable Long ms) {
        if (seq != null && ms != null) {
            wallBySeq.merge(seq, possible(ms), Math::max);
        }
    }

    private static long possible(long ms) {
        return Math.max(0, Math.min(LATEST_MS, ms));
    }

    /** The time of an event that began or ended something. */
    long at(long seq) {
        int index = Arrays.binarySearch(seqs, seq);
        if (index < 0) {
            throw new IllegalArgumentException("nothing began or ended with seq " + seq);
        }
        return micros[index];
    }

    /** The time of something of which only the wall time is known, and within what it happened. */
    long within(long unixMs, long from, long to) {
        int index = Arrays.binarySearch(micros, from);
        int before = index >= 0 ? index : -index - 2;
        long shiftMs = before < 0 ? 0 : shiftsMs[before];
        return Math.max(from, Math.min(to, possible(possible(unixMs) + shiftMs) * MICROS));
    }

    /** The first moment. */
    long start() {
        return start;
    }

    /** A moment behind all others: what still runs is shown up to it. */
    long end() {
        return end;
    }
}

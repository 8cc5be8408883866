/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.raw.EventType;
import dev.tracefold.model.raw.RawEventPayload.AgentResultObserved;
import dev.tracefold.model.raw.RawEventPayload.CompactionInstalled;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.ReducedState;

/**
 * When each event of a session was, and which objects came with it that the graph knows no seq of. Watches a replay. Not to
 * be shared between threads.
 */
public final class Moments implements BiConsumer<RawTraceEvent, ReducedState> {
    private long[] seqs = new long[64];
    private long[] times = new long[64];
    private EventType[] types = new EventType[64];

    // Items are numbered in the order in which they come, so their count after each event tells which came with it.
    private int[] items = new int[64];
    private int size;
    private final Map<CompactionId, Integer> installs = new HashMap<>();
    private final Map<EdgeId, Integer> results = new HashMap<>();

    /** Notes an event and the state behind it. */
    @Override
    public void accept(RawTraceEvent event, ReducedState state) {
        if (size == seqs.length) {
            seqs = Arrays.copyOf(seqs, size * 2);
            times = Arrays.copyOf(times, size * 2);
            types = Arrays.copyOf(types, size * 2);
            items = Arrays.copyOf(items, size * 2);
        }
        seqs[size] = event.seq();
        times[size] = event.wallTimeUnixMs();
        types[size] = event.payload().type();
        items[size] = state.itemCount();
        if (event.payload() instanceof CompactionInstalled installed) {
            installs.putIfAbsent(installed.compactionId(), size);
        } else if (event.payload() instanceof AgentResultObserved result) {
            results.putIfAbsent(result.edgeId(), size);
        }
        size++;
    }

    /** How many events there are. */
    public int size() {
        return size;
    }

    /** The seq of the last one; 0 if there is none. */
    public long lastSeq() {
        return size == 0 ? 0 : seqs[size - 1];
    }

    long seq(int event) {
        return seqs[event];
    }

    long time(int event) {
        return times[event];
    }

    EventType type(int event) {
        return types[event];
    }

    /** The event that brought an item, by the item's number, which counts from 1; -1 if none did. */
    int ofItem(int number) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (items[middle] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == size ? -1 : low;
    }

    /** The place of the first event that has at least that seq, counted from 0; behind all of them if there is none. */
    int from(long seq) {
        int found = Arrays.binarySearch(seqs, 0, size, seq);
        return found < 0 ? -found - 1 : found;
    }

    /** How many items had come by an event. */
    int itemsBehind(int event) {
        return items[event];
    }

    @Nullable
    Integer ofInstall(CompactionId compaction) {
        return installs.get(compaction);
    }

    @Nullable
    Integer ofResult(EdgeId edge) {
        return results.get(edge);
    }
}

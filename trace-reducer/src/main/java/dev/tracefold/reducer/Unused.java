/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.value.LongText;
import dev.tracefold.reducer.body.NormalizedItem;

/** The places of a baseline that a pass has not used yet, by what stands there. Lives as long as its pass. */
final class Unused {
    private final Draft draft;
    private final Snapshot baseline;
    private final BitSet used = new BitSet();

    // Most passes find every item at its place; the lookup is made for those that do not.
    private @Nullable Map<Object, Queue<Integer>> places;

    /** All places but the first so many. */
    Unused(Draft draft, Snapshot baseline, int usedSoFar) {
        this.draft = draft;
        this.baseline = baseline;
        used.set(0, usedSoFar);
    }

    boolean has(int place) {
        return place < baseline.size() && !used.get(place);
    }

    void use(int place) {
        used.set(place);
    }

    /** The first place whose item matches; -1 without one. */
    int first(NormalizedItem item) {
        if (places == null) {
            places = index();
        }
        int same = first(places, item);
        LongText encoded = item.encodedReasoning();
        int sameBlob = encoded == null ? -1 : first(places, encoded);
        return same < 0 || (sameBlob >= 0 && sameBlob < same) ? sameBlob : same;
    }

    private int first(Map<Object, Queue<Integer>> index, Object key) {
        Queue<Integer> queue = index.get(key);
        while (queue != null && !queue.isEmpty() && used.get(queue.peek())) {
            queue.remove();
        }
        return queue == null || queue.isEmpty() ? -1 : queue.peek();
    }

    /** Items by what they say, and reasoning by its encoded part too. */
    private Map<Object, Queue<Integer>> index() {
        Map<Object, Queue<Integer>> index = new HashMap<>();
        int place = 0;
        for (ItemId id : baseline.ids()) {
            if (!used.get(place)) {
                NormalizedItem content = draft.item(id).content();
                index.computeIfAbsent(content, key -> new ArrayDeque<>()).add(place);
                LongText encoded = content.encodedReasoning();
                if (encoded != null) {
                    index.computeIfAbsent(encoded, key -> new ArrayDeque<>()).add(place);
                }
            }
            place++;
        }
        return index;
    }
}

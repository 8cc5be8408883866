/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import org.jspecify.annotations.Nullable;

import dev.tracefold.reducer.body.NormalizedItem;

/**
 * All items that were read, each once. They lie in one row, at the first free place behind the one that their hash code
 * names: a map would need more for each of a million than a third of what the items take themselves. Belongs to one thread.
 */
final class SaidItems {
    private @Nullable NormalizedItem[] places = new @Nullable NormalizedItem[1 << 8];
    private int count;

    /** The item that says the same and was read first. */
    NormalizedItem first(NormalizedItem item) {
        int place = place(item);
        NormalizedItem before = places[place];
        if (before != null) {
            return before;
        }
        places[place] = item;
        count++;
        if (count * 2 > places.length) {
            grow();
        }
        return item;
    }

    /** Where the item is, or would be. */
    private int place(NormalizedItem item) {
        int hash = item.hashCode() * 0x9e3779b9;
        int place = hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(places.length));
        while (true) {
            NormalizedItem there = places[place];
            if (there == null || there.equals(item)) {
                return place;
            }
            place = (place + 1) & (places.length - 1);
        }
    }

    private void grow() {
        @Nullable NormalizedItem[] all = places;
        places = new @Nullable NormalizedItem[all.length * 2];
        for (NormalizedItem item : all) {
            if (item != null) {
                places[place(item)] = item;
            }
        }
    }
}

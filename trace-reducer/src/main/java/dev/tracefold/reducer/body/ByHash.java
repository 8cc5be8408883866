/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import org.jspecify.annotations.Nullable;

/**
 * A great many things by their hash codes. They lie in one row, each at the first free place behind the one that its hash
 * code names: a map would need more for each of a million than they take themselves. Hash codes lie beside them, so that
 * nothing is touched but what may be meant. Belongs to one thread.
 */
public final class ByHash<T> {
    private int[] hashes = new int[1 << 8];
    private @Nullable Object[] things = new @Nullable Object[hashes.length];
    private int count;

    /** The first place that may have what is meant: something with that hash code, or nothing. */
    public int first(int hash) {
        return from(start(hash), hash);
    }

    /** The next such place. */
    public int next(int place, int hash) {
        return from((place + 1) & (hashes.length - 1), hash);
    }

    private int from(int start, int hash) {
        int place = start;
        while (hashes[place] != hash && things[place] != null) {
            place = (place + 1) & (hashes.length - 1);
        }
        return place;
    }

    /** What is in a place; null if nothing is. */
    @SuppressWarnings("unchecked") // nothing else was put there
    public @Nullable T at(int place) {
        return (T) things[place];
    }

    /** Puts something with that hash code in a place that has nothing. Places that were given before mean nothing then. */
    public void put(int place, int hash, T thing) {
        hashes[place] = hash;
        things[place] = thing;
        count++;
        if (count * 2 > things.length) {
            grow();
        }
    }

    private int start(int hash) {
        return (hash * 0x9e3779b9) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(hashes.length));
    }

    private void grow() {
        int[] allHashes = hashes;
        @Nullable Object[] all = things;
        hashes = new int[all.length * 2];
        things = new @Nullable Object[all.length * 2];
        for (int i = 0; i < all.length; i++) {
            if (all[i] != null) {
                int place = start(allHashes[i]);
                while (things[place] != null) {
                    place = (place + 1) & (hashes.length - 1);
                }
                hashes[place] = allHashes[i];
                things[place] = all[i];
            }
        }
    }
}

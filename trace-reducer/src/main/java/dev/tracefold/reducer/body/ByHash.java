/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A great many things by their hash codes. They lie one behind the other as they came, for what is written all over a large
 * array, the collector has to look for all over it. Where each of them is stands beside its hash code, in the first free place
 * behind the one that this names; so nothing is touched but what may be meant. A map would need more for each of a million
 * than they take themselves. Belongs to one thread.
 */
public final class ByHash<T> {
    /** A hash code and, in the lower half, which of the things it is, counted from 1; 0 where there is none. */
    private long[] slots = new long[1 << 8];

    private @Nullable Object[] things = new @Nullable Object[slots.length / 2];
    private int count;

    /** The first place that may have what is meant: something with that hash code, or nothing. */
    public int first(int hash) {
        return from(start(hash), hash);
    }

    /** The next such place. */
    public int next(int place, int hash) {
        return from((place + 1) & (slots.length - 1), hash);
    }

    private int from(int start, int hash) {
        int place = start;
        while (slots[place] != 0 && (int) (slots[place] >>> Integer.SIZE) != hash) {
            place = (place + 1) & (slots.length - 1);
        }
        return place;
    }

    /** What is in a place; null if nothing is. */
    @SuppressWarnings("unchecked") // nothing else was put there
    public @Nullable T at(int place) {
        int which = (int) slots[place];
        return which == 0 ? null : (T) things[which - 1];
    }

    /** Puts something with that hash code in a place that has nothing. Places that were given before mean nothing then. */
    public void put(int place, int hash, T thing) {
        things[count] = thing;
        count++;
        slots[place] = ((long) hash << Integer.SIZE) | count;
        if (count == things.length) {
            grow();
        }
    }

    private int start(int hash) {
        return (hash * 0x9e3779b9) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(slots.length));
    }

    private void grow() {
        long[] all = slots;
        slots = new long[all.length * 2];
        things = Arrays.copyOf(things, things.length * 2);
        for (long slot : all) {
            if (slot != 0) {
                int place = start((int) (slot >>> Integer.SIZE));
                while (slots[place] != 0) {
                    place = (place + 1) & (slots.length - 1);
                }
                slots[place] = slot;
            }
        }
    }
}

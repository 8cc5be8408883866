/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

/**
 * Which row a key has: the first key has row 0, the next one row 1. One object serves a state and all that grew from it,
 * for keys are only added behind the rows of all of them; so whoever asks says how many rows are his. May be shared between
 * threads.
 */
final class Keys<K> {
    private static final int LEAST = 16;

    /** Those who share it read entries that do not change, while the last of them adds to it. */
    private static final class Table {
        /** By row. */
        final Object[] keys;
        /** A hash code and, in the lower half, a row counted from 1; 0 where there is none. */
        final long[] slots;

        Table(int capacity) {
            keys = new Object[capacity];
            slots = new long[2 * capacity];
        }

        Table grown(int filled) {
            Table larger = new Table(2 * keys.length);
            System.arraycopy(keys, 0, larger.keys, 0, filled);
            // In the order of the rows, so that none stands in another's way that came before it.
            long[] byRow = new long[filled];
            for (long slot : slots) {
                if (slot != 0) {
                    byRow[(int) slot - 1] = slot;
                }
            }
            for (long slot : byRow) {
                larger.enter(slot);
            }
            return larger;
        }

        void enter(long slot) {
            int place = (int) (slot >>> Integer.SIZE) & (slots.length - 1);
            while (slots[place] != 0) {
                place = (place + 1) & (slots.length - 1);
            }
            slots[place] = slot;
        }

        /** Takes back what was entered last. */
        void leave(long slot) {
            int place = (int) (slot >>> Integer.SIZE) & (slots.length - 1);
            while (slots[place] != slot) {
                place = (place + 1) & (slots.length - 1);
            }
            slots[place] = 0;
        }
    }

    private volatile Table table;
    private int filled;
    /** How many rows more than one may have seen. */
    private int kept;
    /** The row that was found last: a step asks for one thing several times. Any row is right, whichever thread wrote it. */
    private int last;

    private Keys(Table table, int filled) {
        this.table = table;
        this.filled = filled;
    }

    static <K> Keys<K> empty() {
        return new Keys<>(new Table(LEAST), 0);
    }

    /** The row of a key, if it is one of the first so many; else -1. */
    int row(K key, int size) {
        Table now = table;
        int again = last;
        if (again < size && now.keys[again].equals(key)) {
            return again;
        }
        int hash = hash(key);
        int place = hash & (now.slots.length - 1);
        long slot = now.slots[place];
        while (slot != 0) {
            // What another state is adding at this moment may be there in part; it has none of the first rows.
            int row = (int) slot - 1;
            if ((int) (slot >>> Integer.SIZE) == hash && row >= 0 && row < size && now.keys[row].equals(key)) {
                last = row;
                return row;
            }
            place = (place + 1) & (now.slots.length - 1);
            slot = now.slots[place];
        }
        return -1;
    }

    /** The key of a row that there is. */
    @SuppressWarnings("unchecked") // nothing else was added
    K key(int row) {
        return (K) table.keys[row];
    }

    /** Gives the next row behind so many to a key that has none of those. */
    Keys<K> with(K key, int size) {
        if (add(key, size)) {
            return this;
        }
        // Another state has grown on from there, so there are two ways to go on now.
        Keys<K> own = empty();
        Object[] keys = table.keys;
        for (int row = 0; row < size; row++) {
            own.addNext(keys[row]);
        }
        own.addNext(key);
        return own;
    }

    private synchronized boolean add(K key, int size) {
        if (filled == size) {
            addNext(key);
            return true;
        }
        // A session that is folded again from some state on brings the same keys.
        boolean same = table.keys[size].equals(key);
        kept = same ? Math.max(kept, size + 1) : kept;
        return same;
    }

    private void addNext(Object key) {
        if (filled == table.keys.length) {
            table = table.grown(filled);
        }
        table.keys[filled] = key;
        last = filled;
        filled++;
        table.enter(slot(key, filled));
    }

    /** Takes rows back that only one has seen, who will not look at them again. */
    synchronized void takeBack(int size, int longer) {
        if (filled == longer) {
            for (; filled > Math.max(size, kept); filled--) {
                table.leave(slot(table.keys[filled - 1], filled));
            }
        }
    }

    private static long slot(Object key, int row) {
        return ((long) hash(key) << Integer.SIZE) | row;
    }

    /** Hash codes of ids that differ in a number alone lie side by side, and so do their slots: they are asked for in turn. */
    private static int hash(Object key) {
        int hash = key.hashCode();
        return hash ^ (hash >>> 16);
    }
}

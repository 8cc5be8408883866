/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.inspect;

/** A set of hashes that stops growing at a limit. */
final class SeenHashes {
    private final int limit;
    private long[] slots = new long[1 << 12];
    private int size;
    private boolean zero;
    private boolean full;

    SeenHashes(int limit) {
        this.limit = limit;
    }

    /** Adds a hash; false when it was there. At the limit new ones are no longer remembered. */
    boolean add(long hash) {
        if (hash == 0) {
            boolean fresh = !zero;
            zero = true;
            return fresh;
        }
        int at = find(hash);
        if (slots[at] == hash) {
            return false;
        }
        if (size == limit) {
            full = true;
            return true;
        }
        slots[at] = hash;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    private int find(long hash) {
        int mask = slots.length - 1;
        int at = (int) hash & mask;
        while (slots[at] != 0 && slots[at] != hash) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long hash : old) {
            if (hash != 0) {
                slots[find(hash)] = hash;
            }
        }
    }

    /** Whether the limit was reached. */
    boolean full() {
        return full;
    }
}

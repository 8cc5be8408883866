/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

/** Gives every id once. Of those that were given it keeps short names, so that long sessions need not be kept. */
final class FreeIds {
    private long[] slots = new long[1 << 10];
    // How often each was asked for: one that comes over and over is not tried from the first number on every time.
    private int[] times = new int[1 << 10];
    private int size;

    /** The id that is wanted, or if it was given before, the same with the lowest number behind it that makes it free. */
    String free(String wanted) {
        int n = ask(wanted);
        String id = wanted;
        while (n > 1) {
            id = wanted + "#" + n;
            n = ask(id) == 1 ? 1 : n + 1;
        }
        return id;
    }

    /** Remembers that an id was asked for; gives how often that was so far (or, once in a very long while, seems so). */
    private int ask(String id) {
        long hash = hash(id);
        int at = find(hash);
        if (slots[at] == 0) {
            slots[at] = hash;
            size++;
            if (size * 2 > slots.length) {
                grow();
                at = find(hash);
            }
        }
        times[at]++;
        return times[at];
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            hash ^= hash >>> 29;
        }
        return hash == 0 ? 1 : hash;
    }

    private int find(long hash) {
        int mask = slots.length - 1;
        int at = (int) (hash ^ (hash >>> 32)) & mask;
        while (slots[at] != 0 && slots[at] != hash) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] old = slots;
        int[] oldTimes = times;
        slots = new long[old.length * 2];
        times = new int[slots.length];
        for (int i = 0; i < old.length; i++) {
            if (old[i] != 0) {
                int at = find(old[i]);
                slots[at] = old[i];
                times[at] = oldTimes[i];
            }
        }
    }
}

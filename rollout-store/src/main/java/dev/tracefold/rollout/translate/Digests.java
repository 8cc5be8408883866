/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Short names for what was seen, so that long sessions need not be kept to be recognised. */
final class Digests {
    private long[] slots = new long[1 << 10];
    private int size;

    /** Remembers a text; false if it was there already (or, once in a very long while, seems so). */
    boolean add(String text) {
        long hash = of(text);
        int at = find(hash);
        if (slots[at] == hash) {
            return false;
        }
        slots[at] = hash;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    private static long of(String text) {
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
        slots = new long[old.length * 2];
        for (long hash : old) {
            if (hash != 0) {
                slots[find(hash)] = hash;
            }
        }
    }

    /** Tells pieces of JSON apart. */
    static long of(Slice json) {
        CRC32 one = new CRC32();
        one.update(json.bytes(), json.from(), json.length());
        CRC32C other = new CRC32C();
        other.update(json.bytes(), json.from(), json.length());
        return (one.getValue() << 32 | other.getValue()) ^ json.length();
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for bytes that are rare in texts, eight at a time. */
final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    // The golden ratio, as hashes are spread with it.
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private Words() {}

    /** The first byte from there on that JSON escapes, or a question mark; the length if there is none. */
    static int special(byte[] bytes, int from) {
        int i = from;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            long found = below(word, 0x20) | equal(word, '"') | equal(word, '\\') | equal(word, '?');
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < bytes.length && !isSpecial(bytes[i])) {
            i++;
        }
        return i;
    }

    /** The first byte from there on that is a quote, or that a string does not hold as it is; the end if there is none. */
    static int beyondPlain(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            // With that one bit flipped, the first 0x21 are what is below 0x20, and the quote. Where the byte has a
            // high bit, it does not matter that a difference has one too: such bytes are found anyway.
            long found = (word | ((word ^ (ONES * 0x02)) - ONES * 0x21) | ((word ^ (ONES * '\\')) - ONES)) & HIGHS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < to && bytes[i] >= 0x20 && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    /** The first byte from there on that is a quote or a backslash; the end if there is none. */
    static int quoteOrEscape(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            long found = equal(word, '"') | equal(word, '\\');
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < to && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    /** The first byte from there on that is a backslash, zero, or beyond ASCII; the end if there is none. */
    static int unusual(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            long found = (word & HIGHS) | equal(word, '\\') | below(word, 1);
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < to && bytes[i] > 0 && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    /** A number that is nearly always another one for other bytes. */
    static long hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            hash = mixed(hash, (long) LONGS.get(bytes, i));
        }
        return i < to ? mixed(hash, last(bytes, i, to)) : hash;
    }

    private static long mixed(long hash, long word) {
        long mixed = (hash ^ word) * SPREAD;
        return mixed ^ (mixed >>> 32);
    }

    /** Less than a word. */
    private static long last(byte[] bytes, int from, int to) {
        if (to >= Long.BYTES) {
            return (long) LONGS.get(bytes, to - Long.BYTES) >>> ((Long.BYTES - (to - from)) * Byte.SIZE);
        }
        long word = 0;
        for (int i = to - 1; i >= from; i--) {
            word = (word << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return word;
    }

    /** Whether a part of an array is another array. */
    static boolean same(byte[] bytes, int from, int to, byte[] other) {
        int length = to - from;
        if (length != other.length) {
            return false;
        }
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            if ((long) LONGS.get(bytes, from + i) != (long) LONGS.get(other, i)) {
                return false;
            }
        }
        return i == length || last(bytes, from + i, to) == last(other, i, length);
    }

    private static boolean isSpecial(byte b) {
        return (b >= 0 && b < 0x20) || b == '"' || b == '\\' || b == '?';
    }

    /** The high bit of each byte that is that one. Behind the first, one too many may be marked. */
    private static long equal(long word, char ascii) {
        return below(word ^ (ONES * ascii), 1);
    }

    /** The high bit of each byte that is less than that. Behind the first, one too many may be marked. */
    private static long below(long word, int bound) {
        return (word - ONES * bound) & ~word & HIGHS;
    }
}

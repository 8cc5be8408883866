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
            long found = (word & HIGHS) | below(word, 0x20) | equal(word, '"') | equal(word, '\\');
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

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Passes over the ordinary characters of a JSON string, eight at a time: most of a rollout is long strings. */
final class PlainRun {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;

    private PlainRun() {}

    /** The first position from {@code from} on that holds a quote, a backslash or a byte beyond ASCII; {@code to} if none does. */
    static int end(byte[] json, int from, int to) {
        int i = from;
        while (i + Long.BYTES <= to) {
            long eight = (long) LONGS.get(json, i);
            long quotes = eight ^ (ONES * '"');
            long escapes = eight ^ (ONES * '\\');
            // Borrows may mark bytes above a true hit, never one below: the lowest mark is right.
            long hits = (((quotes - ONES) & ~quotes) | ((escapes - ONES) & ~escapes) | eight) & TOPS;
            if (hits != 0) {
                return i + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            i += Long.BYTES;
        }
        while (i < to && json[i] != '"' && json[i] != '\\' && json[i] >= 0) {
            i++;
        }
        return i;
    }
}

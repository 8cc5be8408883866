/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

import dev.tracefold.reducer.body.NormalizedItem;

/**
 * An array of items that has been read, with the bytes that it was read from, for the body that repeats it.
 *
 * @param body the whole body
 * @param start where in the body the array opens
 * @param end where it has closed
 * @param ends where each item ends, counted from the start
 * @param items what the items say; null for those that are no part of a conversation
 */
// Arrays, because they are long and are copied in one piece; nobody compares or changes them.
@SuppressWarnings("ArrayRecordComponent")
record KnownArray(
        byte[] body,
        int start,
        int end,
        int[] ends,
        @Nullable NormalizedItem[] items) {
    static final KnownArray NONE = new KnownArray(new byte[0], 0, 0, new int[0], new NormalizedItem[0]);

    /** How many bytes behind the opening of both arrays are the same. */
    int common(byte[] other, int otherStart) {
        int mismatch = Arrays.mismatch(body, start, end, other, otherStart, other.length);
        return mismatch < 0 ? end - start : mismatch;
    }

    /** How many items lie whole within so many bytes. */
    int itemsWithin(int bytes) {
        int found = Arrays.binarySearch(ends, bytes);
        return found < 0 ? -found - 1 : found + 1;
    }
}

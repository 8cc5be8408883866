/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.util.Arrays;

/**
 * Where the long texts of an array lie that are written as they would be here, so that who reads them does not look for
 * their ends again. Immutable; may be shared between threads.
 */
public final class LongPlaces {
    /** Of none, anything is known. */
    public static final LongPlaces NONE = new LongPlaces(new int[0]);

    private final int[] fromTo;

    private LongPlaces(int[] fromTo) {
        this.fromTo = fromTo;
    }

    /** Where the text has ended whose first byte is there, behind its quote; -1 if that is not known. */
    public int endOf(int from) {
        int low = 0;
        int high = fromTo.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = fromTo[2 * middle];
            if (found == from) {
                return fromTo[2 * middle + 1];
            }
            if (found < from) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** Collects them in the order in which they lie. Reusable, not thread-safe. */
    public static final class Finder {
        // A line of megabytes may have a hundred thousand.
        private static final int MOST = 1000;

        private int[] fromTo = new int[16];
        private int filled;

        /** Forgets what was found. */
        public void clear() {
            filled = 0;
        }

        void add(int from, int to) {
            if (filled == 2 * MOST) {
                return;
            }
            if (filled == fromTo.length) {
                fromTo = Arrays.copyOf(fromTo, 2 * filled);
            }
            fromTo[filled] = from;
            fromTo[filled + 1] = to;
            filled += 2;
        }

        /** What was found, in a copy of the array from there on. */
        public LongPlaces from(int start) {
            if (filled == 0) {
                return NONE;
            }
            int[] copy = Arrays.copyOf(fromTo, filled);
            for (int i = 0; i < filled; i++) {
                copy[i] -= start;
            }
            return new LongPlaces(copy);
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import org.jspecify.annotations.Nullable;

/**
 * Follows the numbers of a rollout's lines. If the first has one, each has to have the next: the programs that write
 * them show a session up to the first line that has another number or none, and do not resume it if that is the last. Not
 * thread-safe.
 */
public final class NumberCheck {
    private static final long NONE = LineParser.NO_ORDINAL;

    private boolean begun;
    private long due = NONE;
    private long highest = NONE;
    private @Nullable String fault;

    /** Takes a line that was just parsed, be it a known one or not; the number that is due to it, or none. */
    public long read(LineParser line, boolean known) {
        fault = null;
        // Of a line that is not known, a number shows that it is one for somebody.
        if (line.bare() || !(known || line.ordinal() != NONE)) {
            return NONE;
        }
        long number = line.ordinal();
        if (!begun) {
            begun = true;
            due = number;
            highest = number - 1;
        }
        if (due == NONE) {
            return NONE;
        }
        fault = fault(number);
        highest = Math.max(highest, number);
        return due++;
    }

    /** Takes a line that is too long to be read, which has its number like the rest. */
    public void readTooLong() {
        if (due != NONE) {
            due++;
            highest++;
        }
    }

    private @Nullable String fault(long number) {
        if (number == highest + 1) {
            return null;
        }
        if (number == NONE) {
            return "it has no number; " + (highest + 1) + " is due";
        }
        return number == highest
                ? "number " + number + " a second time"
                : "number " + number + " where " + (highest + 1) + " is due";
    }

    /** What is wrong with the number of the last line, seen from the one before; null if nothing is. */
    public @Nullable String fault() {
        return fault;
    }
}

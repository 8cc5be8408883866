/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout;

import java.util.Locale;
import java.util.Optional;

/**
 * Identifies one agent session: the canonical 36-character form of a UUID, in lower case.
 *
 * @param value the canonical text; upper-case digits are folded on construction
 */
public record ThreadId(String value) implements Comparable<ThreadId> {
    private static final int LENGTH = 36;

    public ThreadId {
        if (!isCanonical(value)) {
            throw new IllegalArgumentException("value is not a canonical UUID: " + value);
        }
        value = value.toLowerCase(Locale.ROOT);
    }

    /** The id in {@code text}, or empty if it is anything but a canonical UUID. */
    public static Optional<ThreadId> parse(String text) {
        return isCanonical(text) ? Optional.of(new ThreadId(text)) : Optional.empty();
    }

    private static boolean isCanonical(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !isHex(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    @Override
    public int compareTo(ThreadId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

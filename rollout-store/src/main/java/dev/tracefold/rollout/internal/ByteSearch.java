/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.internal;

import java.util.Arrays;
import java.util.Locale;

/**
 * Finds bytes in bytes, ignoring the case of ASCII letters, by Horspool's method: look at the byte under the end of the
 * needle and jump as far as it allows.
 */
public final class ByteSearch {
    private static final int ALPHABET = 256;

    private final byte[] lower;
    private final byte[] upper;
    private final int[] shift = new int[ALPHABET];

    public ByteSearch(byte[] needle) {
        String text = new String(needle, java.nio.charset.StandardCharsets.ISO_8859_1);
        lower = fold(text, true);
        upper = fold(text, false);
        Arrays.fill(shift, needle.length);
        for (int i = 0; i < needle.length - 1; i++) {
            shift[lower[i] & 0xff] = needle.length - 1 - i;
            shift[upper[i] & 0xff] = needle.length - 1 - i;
        }
    }

    private static byte[] fold(String latin, boolean down) {
        byte[] bytes = new byte[latin.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = latin.charAt(i);
            boolean ascii = c < 128;
            String one = String.valueOf(c);
            bytes[i] =
                    (byte) (ascii ? (down ? one.toLowerCase(Locale.ROOT) : one.toUpperCase(Locale.ROOT)).charAt(0) : c);
        }
        return bytes;
    }

    public int length() {
        return lower.length;
    }

    /** The first position at or after {@code from} where the needle lies before {@code to}; -1 if nowhere. */
    public int find(byte[] bytes, int from, int to) {
        int last = lower.length - 1;
        byte lastLower = lower[last];
        byte lastUpper = upper[last];
        int end = from + last;
        while (end < to) {
            byte b = bytes[end];
            if ((b == lastLower || b == lastUpper) && matches(bytes, end - last)) {
                return end - last;
            }
            end += shift[b & 0xff];
        }
        return -1;
    }

    private boolean matches(byte[] bytes, int at) {
        for (int i = 0; i < lower.length - 1; i++) {
            byte b = bytes[at + i];
            if (b != lower[i] && b != upper[i]) {
                return false;
            }
        }
        return true;
    }
}

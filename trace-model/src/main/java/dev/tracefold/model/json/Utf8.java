/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

/**
 * Checks of UTF-8 that the JSON parser leaves out: it takes overlong forms and surrogates, and guesses other encodings
 * from the first bytes.
 */
final class Utf8 {
    /** What a scan has found. */
    enum Finding {
        /** Bytes that are no UTF-8, or a byte zero, which no JSON has. */
        INVALID,
        /** Valid, and no escape can stand for a surrogate. */
        PLAIN,
        /** Valid, with escapes that may leave a surrogate alone. */
        SURROGATE_ESCAPES
    }

    private Utf8() {}

    static Finding scan(byte[] bytes, int from, int to) {
        boolean surrogates = false;
        int i = Words.unusual(bytes, from, to);
        while (i < to) {
            int length = 1;
            if (bytes[i] == '\\') {
                surrogates |= i + 2 < to && bytes[i + 1] == 'u' && (bytes[i + 2] | 0x20) == 'd';
            } else {
                length = sequenceLength(bytes, i, to);
                if (length == 0) {
                    return Finding.INVALID;
                }
            }
            i = Words.unusual(bytes, i + length, to);
        }
        return surrogates ? Finding.SURROGATE_ESCAPES : Finding.PLAIN;
    }

    /** The length of the well-formed sequence of two to four bytes at {@code i}, else 0. */
    static int sequenceLength(byte[] bytes, int i, int to) {
        int lead = bytes[i] & 0xff;
        if (lead >= 0xc2 && lead <= 0xdf) {
            return i + 1 < to && continues(bytes[i + 1]) ? 2 : 0;
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            if (i + 2 >= to || !continues(bytes[i + 1]) || !continues(bytes[i + 2])) {
                return 0;
            }
            int second = bytes[i + 1] & 0xff;
            boolean overlong = lead == 0xe0 && second < 0xa0;
            boolean surrogate = lead == 0xed && second > 0x9f;
            return overlong || surrogate ? 0 : 3;
        }
        if (lead >= 0xf0 && lead <= 0xf4) {
            if (i + 3 >= to || !continues(bytes[i + 1]) || !continues(bytes[i + 2]) || !continues(bytes[i + 3])) {
                return 0;
            }
            int second = bytes[i + 1] & 0xff;
            boolean overlong = lead == 0xf0 && second < 0x90;
            boolean tooLarge = lead == 0xf4 && second > 0x8f;
            return overlong || tooLarge ? 0 : 4;
        }
        return 0;
    }

    private static boolean continues(byte b) {
        return (b & 0xc0) == 0x80;
    }

    /** Whether a surrogate stands alone in the text. */
    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** Orders texts as their UTF-8 bytes do, which above U+FFFF is not how Java orders them. */
    static int compare(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean xPaired = Character.isSurrogate(x);
                boolean yPaired = Character.isSurrogate(y);
                return xPaired == yPaired ? Character.compare(x, y) : xPaired ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}

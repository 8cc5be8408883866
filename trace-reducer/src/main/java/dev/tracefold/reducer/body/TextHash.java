/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import java.util.zip.CRC32C;

/** Hashes of texts, of which some are outputs of megabytes: a string's own hash takes them character by character. */
final class TextHash {
    private static final int SHORT = 64;
    private static final int AT_ONCE = 8 << 10;

    private TextHash() {}

    static int of(String text) {
        return text.length() <= SHORT ? text.hashCode() : ofLong(text);
    }

    // It copies the low half of each character, which is enough for a hash, and the only way that encodes nothing.
    @SuppressWarnings("deprecation")
    private static int ofLong(String text) {
        CRC32C hash = new CRC32C();
        byte[] bytes = new byte[Math.min(text.length(), AT_ONCE)];
        for (int from = 0; from < text.length(); from += bytes.length) {
            int to = Math.min(text.length(), from + bytes.length);
            text.getBytes(from, to, bytes, 0);
            hash.update(bytes, 0, to - from);
        }
        return (int) hash.getValue() ^ text.length();
    }
}

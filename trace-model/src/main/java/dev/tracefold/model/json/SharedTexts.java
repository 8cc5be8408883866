/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Ids repeat from line to line, and names from object to object; of those that were seen lately there is one text in
 * memory. A text may be missed and be there twice, which does no harm, so threads need not agree.
 */
final class SharedTexts {
    /** Longer texts are not shared. */
    static final int LONGEST = 64;

    private static final @Nullable String[] SEEN = new @Nullable String[1 << 12];
    // Those of the texts that were seen there. Most that are no names were not, and a look at them would take longer
    // than
    // one at this. It may be behind the texts, as threads do not agree about either.
    private static final int[] HASHES = new int[SEEN.length];

    private SharedTexts() {}

    static String of(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        int hash = text.hashCode();
        int place = place(hash);
        String seen = HASHES[place] == hash ? SEEN[place] : null;
        if (seen != null && seen.equals(text)) {
            return seen;
        }
        SEEN[place] = text;
        HASHES[place] = hash;
        return text;
    }

    /** The same for short ASCII, of which no text is made if there is one. */
    static String ofAscii(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = place(hash);
        String seen = HASHES[place] == hash ? SEEN[place] : null;
        if (seen != null && says(seen, bytes, from, to)) {
            return seen;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        SEEN[place] = text;
        HASHES[place] = hash;
        return text;
    }

    /** By the hash that a string has. */
    private static int place(int hash) {
        return (hash ^ (hash >>> 16)) & (SEEN.length - 1);
    }

    private static boolean says(String text, byte[] bytes, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}

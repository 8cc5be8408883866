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
    /** Those of what is parsed. */
    static final SharedTexts PARSED = new SharedTexts();

    /** Those of what is only looked through: mostly by another thread, which must not wait for what the first one writes. */
    static final SharedTexts SCANNED = new SharedTexts();

    /** Longer texts are not shared. */
    static final int LONGEST = 64;

    private final @Nullable String[] seen = new @Nullable String[1 << 12];
    // Of the texts that were seen there: to look at a text that is another one takes longer than to look here. They may
    // be
    // behind the texts, as threads do not agree about either.
    private final int[] hashes = new int[seen.length];

    private SharedTexts() {}

    String of(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        int hash = text.hashCode();
        int place = place(hash);
        String before = hashes[place] == hash ? seen[place] : null;
        if (before != null && before.equals(text)) {
            return before;
        }
        seen[place] = text;
        hashes[place] = hash;
        return text;
    }

    /** The same for short ASCII, of which no text is made if there is one. */
    String ofAscii(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = place(hash);
        String before = hashes[place] == hash ? seen[place] : null;
        if (before != null && JsonScan.says(bytes, from, to, before)) {
            return before;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        seen[place] = text;
        hashes[place] = hash;
        return text;
    }

    /** By the hash that a string has. */
    private int place(int hash) {
        return (hash ^ (hash >>> 16)) & (seen.length - 1);
    }
}

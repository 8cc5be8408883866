/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ids repeat from line to line, and names from object to object; of those that were seen lately there is one text in
 * memory. A text may be missed and be there twice, which does no harm, so threads need not agree.
 */
final class SharedTexts {
    /** The names of fields that are parsed. They are few, and must not make way for what is said once. */
    static final SharedTexts NAMES = new SharedTexts();

    /** Those of what else is parsed. */
    static final SharedTexts PARSED = new SharedTexts();

    /** Those of what is only looked through: mostly by another thread, which must not wait for what the first one writes. */
    static final SharedTexts SCANNED = new SharedTexts();

    /** Longer texts are not shared. */
    static final int LONGEST = 64;

    /** A text and its bytes, which are compared by words. */
    private static final class Seen {
        private final byte[] ascii;
        private final String text;

        Seen(byte[] ascii) {
            this.ascii = ascii;
            this.text = new String(ascii, StandardCharsets.ISO_8859_1);
        }
    }

    private final @Nullable Seen[] seen = new @Nullable Seen[1 << 12];
    // To look at a text that is another one takes longer than to look here. They may be behind the texts, as threads do
    // not agree about either.
    private final long[] hashes = new long[seen.length];

    private SharedTexts() {}

    String of(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        // Nothing else has as many bytes as characters; what cannot be encoded has a question mark.
        return utf8.length == text.length() && !Utf8.hasLoneSurrogate(text) ? ofAscii(utf8, 0, utf8.length) : text;
    }

    /** The same for short ASCII, of which no text is made if there is one. */
    String ofAscii(byte[] bytes, int from, int to) {
        long hash = Words.hash(bytes, from, to);
        int place = (int) hash & (seen.length - 1);
        Seen before = hashes[place] == hash ? seen[place] : null;
        if (before != null && Words.same(bytes, from, to, before.ascii)) {
            return before.text;
        }
        Seen now = new Seen(Arrays.copyOfRange(bytes, from, to));
        seen[place] = now;
        hashes[place] = hash;
        return now.text;
    }
}

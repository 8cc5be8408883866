/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

import org.jspecify.annotations.Nullable;

/**
 * The words that ids begin with are few; of those that were seen lately there is one string in memory. One may be missed and
 * be there twice, which does no harm, so threads need not agree.
 */
final class SharedWords {
    private static final int MANY = 64;
    private static final @Nullable String[] SEEN = new @Nullable String[MANY];

    private SharedWords() {}

    /** So much of a text. */
    static String before(String text, int end) {
        if (end == 0) {
            return "";
        }
        int place = (31 * end + text.charAt(0)) % MANY;
        String seen = SEEN[place];
        if (seen != null && seen.length() == end && text.startsWith(seen)) {
            return seen;
        }
        String word = text.substring(0, end);
        SEEN[place] = word;
        return word;
    }
}

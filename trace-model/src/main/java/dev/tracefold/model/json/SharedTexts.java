/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import org.jspecify.annotations.Nullable;

/**
 * Ids repeat from line to line; of those that were seen lately there is one text in memory. A text may be missed and be
 * there twice, which does no harm, so threads need not agree.
 */
final class SharedTexts {
    private static final int LONGEST = 64;
    private static final @Nullable String[] SEEN = new @Nullable String[1 << 12];

    private SharedTexts() {}

    static String of(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        int hash = text.hashCode();
        int place = (hash ^ (hash >>> 16)) & (SEEN.length - 1);
        String seen = SEEN[place];
        if (seen != null && seen.equals(text)) {
            return seen;
        }
        SEEN[place] = text;
        return text;
    }
}

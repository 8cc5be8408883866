/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CallId;

/**
 * What a model asked for comes back soon under the same id; of ids that were seen lately there is one in memory. One may be
 * missed and be there twice, which does no harm, so threads need not agree.
 */
final class SharedCallIds {
    private static final @Nullable CallId[] SEEN = new @Nullable CallId[1 << 10];

    private SharedCallIds() {}

    static CallId of(String text) {
        CallId id = new CallId(text);
        int hash = id.hashCode();
        int place = (hash ^ (hash >>> 16)) & (SEEN.length - 1);
        CallId seen = SEEN[place];
        if (seen != null && seen.equals(id)) {
            return seen;
        }
        SEEN[place] = id;
        return id;
    }
}

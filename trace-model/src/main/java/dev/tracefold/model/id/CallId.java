/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

import org.jspecify.annotations.Nullable;

/** The {@code call_id} by which a model refers to a call of its own and to the output of that call. */
public final class CallId extends Id {
    private static final @Nullable CallId[] SEEN = new @Nullable CallId[1 << 10];

    public CallId(String value) {
        super(value);
    }

    /**
     * The id that says so. What a model asked for comes back soon under the same id, so of those that were seen lately there
     * is one in memory. One may be missed and be there twice, which does no harm, so threads need not agree.
     */
    public static CallId shared(String value) {
        int hash = value.hashCode();
        int place = (hash ^ (hash >>> 16)) & (SEEN.length - 1);
        CallId seen = SEEN[place];
        if (seen != null && seen.value().equals(value)) {
            return seen;
        }
        CallId id = new CallId(value);
        SEEN[place] = id;
        return id;
    }
}

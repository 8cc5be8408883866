/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.ThreadId;

/**
 * Where a listing goes on: strictly behind this time and, among rollouts of the same time, behind this thread.
 *
 * @param time the sort time of the last rollout shown
 * @param id the thread of the last rollout shown; null in tokens of programs that leave it out
 */
public record Cursor(Instant time, @Nullable ThreadId id) {
    // The index counts in milliseconds, and times must leave room to look a day to either side of them.
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /**
     * Reads a token.
     *
     * @throws RolloutException INVALID_REQUEST when it is malformed
     */
    public static Cursor parse(String token) throws RolloutException {
        int bar = token.indexOf('|');
        String time = bar < 0 ? token : token.substring(0, bar);
        Optional<ThreadId> id = bar < 0 ? Optional.empty() : ThreadId.parse(token.substring(bar + 1));
        Optional<Instant> instant = RolloutName.parseTime(time);
        if (instant.isEmpty() || (bar >= 0 && id.isEmpty())) {
            throw RolloutException.invalidRequest("invalid cursor");
        }
        if (instant.get().isBefore(EARLIEST) || instant.get().isAfter(LATEST)) {
            throw RolloutException.invalidRequest("invalid cursor");
        }
        return new Cursor(instant.get(), id.orElse(null));
    }

    /** The token that {@link #parse} reads back. */
    public String token() {
        return id == null ? time.toString() : time + "|" + id;
    }

    /** Whether a rollout with this key comes behind the cursor. */
    boolean isBefore(Instant otherTime, ThreadId otherId, boolean ascending) {
        int order = otherTime.compareTo(time);
        if (order == 0) {
            ThreadId own = id;
            order = own == null ? 0 : otherId.compareTo(own);
        }
        return ascending ? order > 0 : order < 0;
    }
}

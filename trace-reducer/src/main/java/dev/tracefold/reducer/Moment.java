/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.RawTraceEvent;

/** The envelope of the event that is being folded: when, and in whose context. */
record Moment(
        long seq,
        long atUnixMs,
        @Nullable ThreadId threadId,
        @Nullable TurnId turnId) {
    static Moment of(RawTraceEvent event) {
        return new Moment(event.seq(), event.wallTimeUnixMs(), event.threadId(), event.turnId());
    }
}

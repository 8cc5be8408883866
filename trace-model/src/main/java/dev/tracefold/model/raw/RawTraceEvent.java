/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.raw;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;

/**
 * One line of the log: the envelope around what was observed.
 *
 * @param seq counts from 1 over all threads of the bundle; it is the causal order
 * @param wallTimeUnixMs for display and latency alone; it may step back
 * @param threadId the thread that observed it; it counts only where a rule of the reduction names it
 * @param turnId the turn in which it was observed; it counts only where a rule of the reduction names it
 */
public record RawTraceEvent(
        long seq,
        long wallTimeUnixMs,
        RolloutId rolloutId,
        @Nullable ThreadId threadId,
        @Nullable TurnId turnId,
        RawEventPayload payload) {
    public RawTraceEvent {
        Objects.requireNonNull(rolloutId, "rolloutId");
        Objects.requireNonNull(payload, "payload");
    }
}

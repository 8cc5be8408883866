/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.List;

import dev.tracefold.model.raw.RawTraceEvent;

/**
 * An event, and the bodies that it refers to.
 *
 * @param bodies in the order of the event's references
 * @param line the line of the rollout at which it was known, counted from 1
 */
public record TranslatedEvent(RawTraceEvent event, List<TranslatedBody> bodies, long line) {
    public TranslatedEvent {
        bodies = List.copyOf(bodies);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Objects;

import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;

/** A child's result on its way: the turn that gave it, the thread that gets it, and what the parent is told. */
public record AgentResult(TurnId childTurnId, ThreadId parentThreadId, String message) {
    public AgentResult {
        Objects.requireNonNull(childTurnId, "childTurnId");
        Objects.requireNonNull(parentThreadId, "parentThreadId");
        Objects.requireNonNull(message, "message");
    }
}

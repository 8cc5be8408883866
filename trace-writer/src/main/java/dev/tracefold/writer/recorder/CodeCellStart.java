/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Objects;

import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.TurnId;

/** A code cell that begins: the model's call that has its source, and the runtime's name for it. Immutable. */
public record CodeCellStart(TurnId turnId, RuntimeCellId runtimeCellId, CallId callId, String sourceJs) {
    public CodeCellStart {
        Objects.requireNonNull(turnId, "turnId");
        Objects.requireNonNull(runtimeCellId, "runtimeCellId");
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(sourceJs, "sourceJs");
    }
}

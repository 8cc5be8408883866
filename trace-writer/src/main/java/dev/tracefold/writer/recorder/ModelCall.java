/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Objects;

import dev.tracefold.model.id.TurnId;

/** Who asks which model. Immutable. */
public record ModelCall(TurnId turnId, String model, String providerName) {
    public ModelCall {
        Objects.requireNonNull(turnId, "turnId");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(providerName, "providerName");
    }
}

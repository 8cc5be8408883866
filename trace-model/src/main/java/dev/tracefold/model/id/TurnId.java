/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

import java.util.Objects;

/** Names a codex turn: one activation of an agent, from input to rest. */
public record TurnId(String value) implements Id {
    public TurnId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}

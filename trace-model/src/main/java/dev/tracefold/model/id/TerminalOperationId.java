/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

import java.util.Objects;

/** Names one command or one write to a terminal; made by the reducer. */
public record TerminalOperationId(String value) implements Id {
    public TerminalOperationId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}

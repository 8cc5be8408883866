/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

import java.util.Objects;

/** Names a tool call of the runtime. */
public record ToolCallId(String value) implements Id {
    public ToolCallId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}

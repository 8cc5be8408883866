/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

import java.util.Objects;

/** Names a code cell of the graph; made by the reducer. */
public record CodeCellId(String value) implements Id {
    public CodeCellId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

import java.util.Objects;

/** The handle by which the code mode runtime knows a cell; it may repeat across threads. */
public record RuntimeCellId(String value) implements Id {
    public RuntimeCellId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}

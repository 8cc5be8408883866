/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.raw;

import java.util.Objects;

import dev.tracefold.model.id.RuntimeCellId;

/** Who asked for a tool call. */
public sealed interface Requester {
    /** The model, by an item of its response. */
    record Model() implements Requester {}

    /** Code that runs in a cell, which the recorder knows by its runtime handle. */
    record CodeCell(RuntimeCellId runtimeCellId) implements Requester {
        public CodeCell {
            Objects.requireNonNull(runtimeCellId, "runtimeCellId");
        }
    }
}

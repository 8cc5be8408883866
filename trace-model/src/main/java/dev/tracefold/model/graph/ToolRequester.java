/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.Objects;

import dev.tracefold.model.id.CodeCellId;

/** Who asked for a tool call. */
public sealed interface ToolRequester {
    /** The model, by an item of its response. */
    record Model() implements ToolRequester {}

    /** Code that runs in a cell. */
    record CodeCell(CodeCellId codeCellId) implements ToolRequester {
        public CodeCell {
            Objects.requireNonNull(codeCellId, "codeCellId");
        }
    }
}

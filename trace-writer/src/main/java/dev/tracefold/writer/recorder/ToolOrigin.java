/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.RuntimeToolId;

/** Who asked for a tool call. */
public sealed interface ToolOrigin {
    /** The model, by the call item that has this id. */
    record Model(CallId callId) implements ToolOrigin {
        public Model {
            Objects.requireNonNull(callId, "callId");
        }
    }

    /** Code that runs in a cell, which may know the call by an id of its own. */
    record CodeCell(RuntimeCellId runtimeCellId, @Nullable RuntimeToolId runtimeToolId) implements ToolOrigin {
        public CodeCell {
            Objects.requireNonNull(runtimeCellId, "runtimeCellId");
        }
    }
}

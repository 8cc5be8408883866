/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;

/**
 * A tool call as the runtime dispatches it. Immutable.
 *
 * @param turnId the turn that it belongs to, if any
 * @param namespace whose tool it is, if it is not the runtime's own
 */
public record ToolDispatch(
        ToolCallId toolCallId,
        @Nullable TurnId turnId,
        String name,
        @Nullable String namespace,
        ToolOrigin origin,
        ToolInput input) {
    public ToolDispatch {
        Objects.requireNonNull(toolCallId, "toolCallId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(input, "input");
    }

    /** Whether it is the source of a code cell, which has a handle of its own. */
    boolean startsCodeCell() {
        return input instanceof ToolInput.Custom && namespace == null && name.equals("exec");
    }
}

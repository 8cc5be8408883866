/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.List;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;

/** Code that a model had run, and that may call tools itself. */
@Value.Immutable
@GraphStyle
public interface CodeCell extends WithCodeCell {
    CodeCellId codeCellId();

    CallId modelVisibleCallId();

    ThreadId threadId();

    TurnId turnId();

    ItemId sourceItemId();

    List<ItemId> outputItemIds();

    @Nullable
    RuntimeCellId runtimeCellId();

    ExecutionWindow execution();

    CodeCellRuntimeStatus runtimeStatus();

    @Nullable
    Long initialResponseAtUnixMs();

    @Nullable
    Long initialResponseSeq();

    @Nullable
    Long yieldedAtUnixMs();

    @Nullable
    Long yieldedSeq();

    String sourceJs();

    List<ToolCallId> nestedToolCallIds();

    List<ToolCallId> waitToolCallIds();

    /** Starts one; {@code build()} names every field that is missing. */
    static Builder builder() {
        return new Builder();
    }

    /** Not to be shared between threads. */
    final class Builder extends ImmutableCodeCell.Builder {}
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.List;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.TerminalId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ToolCallId;

/** One command, or one write to a process that already runs. */
@Value.Immutable
@GraphStyle
public interface TerminalOperation extends WithTerminalOperation {
    TerminalOperationId operationId();

    @Nullable
    TerminalId terminalId();

    ToolCallId toolCallId();

    TerminalOperationKind kind();

    ExecutionWindow execution();

    TerminalRequest request();

    @Nullable
    TerminalResult result();

    List<ModelObservation> modelObservations();

    List<PayloadId> rawPayloadIds();

    /** Starts one; {@code build()} names every field that is missing. */
    static Builder builder() {
        return new Builder();
    }

    /** Not to be shared between threads. */
    final class Builder extends ImmutableTerminalOperation.Builder {}
}

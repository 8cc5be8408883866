/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.List;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.McpCallId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.RuntimeToolId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolSummary;

/** One tool call: who asked, what ran, what the model saw of it. */
@Value.Immutable
@GraphStyle
public interface ToolCall extends WithToolCall {
    ToolCallId toolCallId();

    @Nullable
    McpCallId mcpCallId();

    @Nullable
    CallId modelVisibleCallId();

    @Nullable
    RuntimeToolId runtimeToolId();

    ThreadId threadId();

    @Nullable
    TurnId startedByTurnId();

    ExecutionWindow execution();

    ToolRequester requester();

    ToolKind kind();

    List<ItemId> modelVisibleCallItemIds();

    List<ItemId> modelVisibleOutputItemIds();

    @Nullable
    TerminalOperationId terminalOperationId();

    ToolSummary summary();

    @Nullable
    PayloadId rawInvocationPayloadId();

    @Nullable
    PayloadId rawResultPayloadId();

    List<PayloadId> rawRuntimePayloadIds();

    /** Starts one; {@code build()} names every field that is missing. */
    static Builder builder() {
        return new Builder();
    }

    /** Not to be shared between threads. */
    final class Builder extends ImmutableToolCall.Builder {}
}

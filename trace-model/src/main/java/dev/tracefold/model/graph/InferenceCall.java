/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.List;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.id.UpstreamRequestId;

/** One request to a model, and what came back. */
@Value.Immutable
@GraphStyle
public interface InferenceCall extends WithInferenceCall {
    InferenceCallId inferenceCallId();

    ThreadId threadId();

    TurnId turnId();

    ExecutionWindow execution();

    String model();

    String providerName();

    @Nullable
    ResponseId responseId();

    @Nullable
    UpstreamRequestId upstreamRequestId();

    default History<ItemId> requestItemIds() {
        return History.empty();
    }

    List<ItemId> responseItemIds();

    List<ToolCallId> toolCallIdsStartedByResponse();

    @Nullable
    TokenUsage usage();

    PayloadId rawRequestPayloadId();

    @Nullable
    PayloadId rawResponsePayloadId();

    /** Starts one; {@code build()} names every field that is missing. */
    static Builder builder() {
        return new Builder();
    }

    /** Not to be shared between threads. */
    final class Builder extends ImmutableInferenceCall.Builder {}
}

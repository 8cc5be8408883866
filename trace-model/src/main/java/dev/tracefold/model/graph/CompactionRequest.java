/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;

/** One request that asked a model to summarise a history. */
@Value.Immutable
@GraphStyle
public interface CompactionRequest extends WithCompactionRequest {
    CompactionRequestId compactionRequestId();

    CompactionId compactionId();

    ThreadId threadId();

    TurnId turnId();

    ExecutionWindow execution();

    String model();

    String providerName();

    @Nullable
    ResponseId responseId();

    PayloadId rawRequestPayloadId();

    @Nullable
    PayloadId rawResponsePayloadId();

    /** Starts one; {@code build()} names every field that is missing. */
    static Builder builder() {
        return new Builder();
    }

    /** Not to be shared between threads. */
    final class Builder extends ImmutableCompactionRequest.Builder {}
}

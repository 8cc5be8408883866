/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.UpstreamRequestId;

/** Records nothing. */
enum NoopInferenceAttempt implements InferenceAttempt {
    INSTANCE;

    @Override
    public @Nullable String callId() {
        return null;
    }

    @Override
    public void recordStarted(Supplier<?> requestBody) {}

    @Override
    public void recordStarted(RequestInput input, Supplier<?> requestBody) {}

    @Override
    public void recordCompleted(
            @Nullable ResponseId responseId,
            @Nullable UpstreamRequestId upstreamRequestId,
            Supplier<ResponseBody> response) {}

    @Override
    public void recordFailed(
            @Nullable UpstreamRequestId upstreamRequestId, String error, @Nullable Supplier<ResponseBody> partial) {}

    @Override
    public void recordCancelled(
            @Nullable UpstreamRequestId upstreamRequestId, String reason, @Nullable Supplier<ResponseBody> partial) {}
}

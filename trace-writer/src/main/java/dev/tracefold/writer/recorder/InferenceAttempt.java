/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.UpstreamRequestId;

/** Records one request to a model provider. Only the first of its ends counts. */
public sealed interface InferenceAttempt permits RecordingInferenceAttempt, NoopInferenceAttempt {
    /** The header by which a provider can tell the request again. */
    String CALL_ID_HEADER = "x-codex-inference-call-id";

    /** The value of that header; null when nothing is recorded. */
    @Nullable
    String callId();

    /** The request is on its way. How its input relates to earlier ones is left to the reduction. */
    void recordStarted(Supplier<?> requestBody);

    /** The request is on its way, and the runtime knows how its input relates to earlier ones. */
    void recordStarted(RequestInput input, Supplier<?> requestBody);

    /** The model answered. */
    void recordCompleted(
            @Nullable ResponseId responseId,
            @Nullable UpstreamRequestId upstreamRequestId,
            Supplier<ResponseBody> response);

    /** The request failed; what had come until then may be told. */
    void recordFailed(
            @Nullable UpstreamRequestId upstreamRequestId, String error, @Nullable Supplier<ResponseBody> partial);

    /** The request was given up; what had come until then may be told. */
    void recordCancelled(
            @Nullable UpstreamRequestId upstreamRequestId, String reason, @Nullable Supplier<ResponseBody> partial);
}

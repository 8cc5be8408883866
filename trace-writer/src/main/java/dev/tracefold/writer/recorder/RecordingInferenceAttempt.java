/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.UpstreamRequestId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RequestInputMode;
import dev.tracefold.writer.StoredPayload;

/** Records. */
final class RecordingInferenceAttempt implements InferenceAttempt {
    private final Session session;
    private final ThreadId threadId;
    private final ModelCall call;
    private final InferenceCallId id;
    private final Lifecycle lifecycle = new Lifecycle();

    RecordingInferenceAttempt(Session session, ThreadId threadId, ModelCall call, InferenceCallId id) {
        this.session = session;
        this.threadId = threadId;
        this.call = call;
        this.id = id;
    }

    @Override
    public String callId() {
        return id.value();
    }

    @Override
    public void recordStarted(Supplier<?> requestBody) {
        session.boundary().run("a model request", () -> start(null, requestBody));
    }

    @Override
    public void recordStarted(RequestInput input, Supplier<?> requestBody) {
        session.boundary().run("a model request", () -> start(Drop.requirePresent(input, "input"), requestBody));
    }

    private void start(@Nullable RequestInput input, Supplier<?> requestBody) throws Exception {
        lifecycle.start("the model request", () -> {
            StoredPayload request = session.store(PayloadKind.INFERENCE_REQUEST, requestBody);
            // A note in place of the body names no previous response, so no mode may say that it does.
            RequestInputMode mode = input == null || request.replaced() ? null : mode(input);
            append(new RawEventPayload.InferenceStarted(
                    id, threadId, call.turnId(), call.model(), call.providerName(), mode, request.ref()));
        });
    }

    private RequestInputMode mode(RequestInput input) throws Exception {
        if (input instanceof RequestInput.Incremental incremental) {
            return new RequestInputMode.Incremental(incremental.previousResponseId());
        }
        if (input instanceof RequestInput.UntracedPrefix untraced) {
            return new RequestInputMode.IncrementalWithUntracedPrefix(
                    untraced.previousResponseId(),
                    session.store(PayloadKind.INFERENCE_REQUEST, untraced.prefix())
                            .ref());
        }
        return new RequestInputMode.FullSnapshot();
    }

    @Override
    public void recordCompleted(
            @Nullable ResponseId responseId,
            @Nullable UpstreamRequestId upstreamRequestId,
            Supplier<ResponseBody> response) {
        end("an answer", () -> {
            PayloadRef payload = session.storeOrNote(
                    PayloadKind.INFERENCE_RESPONSE,
                    () -> ResponseBodies.body(responseId, upstreamRequestId, response.get()),
                    ResponseBodies.note(responseId, upstreamRequestId));
            append(new RawEventPayload.InferenceCompleted(id, responseId, upstreamRequestId, payload));
        });
    }

    @Override
    public void recordFailed(
            @Nullable UpstreamRequestId upstreamRequestId, String error, @Nullable Supplier<ResponseBody> partial) {
        end(
                "a failure",
                () -> append(new RawEventPayload.InferenceFailed(
                        id, upstreamRequestId, session.text(error, "error"), partial(upstreamRequestId, partial))));
    }

    @Override
    public void recordCancelled(
            @Nullable UpstreamRequestId upstreamRequestId, String reason, @Nullable Supplier<ResponseBody> partial) {
        end(
                "a cancellation",
                () -> append(new RawEventPayload.InferenceCancelled(
                        id, upstreamRequestId, session.text(reason, "reason"), partial(upstreamRequestId, partial))));
    }

    private @Nullable PayloadRef partial(
            @Nullable UpstreamRequestId upstreamRequestId, @Nullable Supplier<ResponseBody> partial) throws Exception {
        return partial == null
                ? null
                : session.storeIfPossible(
                        PayloadKind.INFERENCE_RESPONSE,
                        () -> ResponseBodies.body(null, upstreamRequestId, partial.get()));
    }

    private void end(String what, Boundary.Step step) {
        session.boundary().run(what, () -> {
            if (lifecycle.takeEnd("the model request")) {
                step.run();
            }
        });
    }

    private void append(RawEventPayload payload) throws Exception {
        session.append(threadId, call.turnId(), payload);
    }
}

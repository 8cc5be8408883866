/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ThreadId;

/** Records. */
record RecordingInferenceTrace(Session session, ThreadId threadId, ModelCall call) implements InferenceTrace {
    @Override
    public InferenceAttempt newAttempt() {
        return session.boundary()
                .call(
                        "a model request",
                        NoopInferenceAttempt.INSTANCE,
                        () -> new RecordingInferenceAttempt(
                                session, threadId, call, new InferenceCallId(session.newId())));
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

/** Records nothing. */
enum NoopInferenceTrace implements InferenceTrace {
    INSTANCE;

    @Override
    public InferenceAttempt newAttempt() {
        return NoopInferenceAttempt.INSTANCE;
    }
}

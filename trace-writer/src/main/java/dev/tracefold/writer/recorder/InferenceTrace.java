/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

/** Records a question to a model. */
public sealed interface InferenceTrace permits RecordingInferenceTrace, NoopInferenceTrace {
    /** One request to the provider; a retry is another. Nothing is recorded before the attempt is told to start. */
    InferenceAttempt newAttempt();
}

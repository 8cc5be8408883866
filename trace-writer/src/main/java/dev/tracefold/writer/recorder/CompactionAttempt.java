/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ResponseId;

/** Records one request for a summary. Only the first of its ends counts. */
public sealed interface CompactionAttempt permits RecordingCompactionAttempt, NoopCompactionAttempt {
    /** The summary came. */
    void recordCompleted(@Nullable ResponseId responseId, Supplier<ResponseBody> response);

    /** It did not. */
    void recordFailed(String error);
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ResponseId;

/** Records nothing. */
enum NoopCompactionAttempt implements CompactionAttempt {
    INSTANCE;

    @Override
    public void recordCompleted(@Nullable ResponseId responseId, Supplier<ResponseBody> response) {}

    @Override
    public void recordFailed(String error) {}
}

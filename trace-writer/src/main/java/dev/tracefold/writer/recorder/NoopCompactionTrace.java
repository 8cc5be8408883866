/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;

/** Records nothing. */
enum NoopCompactionTrace implements CompactionTrace {
    INSTANCE;

    @Override
    public CompactionAttempt startAttempt(Supplier<?> requestBody) {
        return NoopCompactionAttempt.INSTANCE;
    }

    @Override
    public void recordInstalled(Supplier<Checkpoint> checkpoint) {}
}

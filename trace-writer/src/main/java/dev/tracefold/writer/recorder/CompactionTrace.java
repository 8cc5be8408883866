/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;

/** Records a compaction: requests for a summary, and the moment in which a history gives way to its replacement. */
public sealed interface CompactionTrace permits RecordingCompactionTrace, NoopCompactionTrace {
    /** One request for a summary, on its way now; a retry is another. */
    CompactionAttempt startAttempt(Supplier<?> requestBody);

    /** The replacement is in force. Only the first time counts. */
    void recordInstalled(Supplier<Checkpoint> checkpoint);
}

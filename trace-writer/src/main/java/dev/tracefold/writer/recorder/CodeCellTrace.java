/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.CodeCellRuntimeStatus;

/** Records a code cell, whose start is recorded already. */
public sealed interface CodeCellTrace permits RecordingCodeCellTrace, NoopCodeCellTrace {
    /** The handle that records nothing. */
    static CodeCellTrace disabled() {
        return NoopCodeCellTrace.INSTANCE;
    }

    /** The cell gave a response; one that yields may give several. */
    void recordInitialResponse(CodeCellRuntimeStatus status, @Nullable Supplier<?> body);

    /** The cell ended. Only the first end counts. */
    void recordEnded(CodeCellRuntimeStatus status, @Nullable Supplier<?> body);
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.CodeCellRuntimeStatus;

/** Records nothing. */
enum NoopCodeCellTrace implements CodeCellTrace {
    INSTANCE;

    @Override
    public void recordInitialResponse(CodeCellRuntimeStatus status, @Nullable Supplier<?> body) {}

    @Override
    public void recordEnded(CodeCellRuntimeStatus status, @Nullable Supplier<?> body) {}
}

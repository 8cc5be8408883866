/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;

import dev.tracefold.model.ExecutionStatus;

/** Records nothing. */
enum NoopToolCallTrace implements ToolCallTrace {
    INSTANCE;

    @Override
    public McpCallTrace assignMcpCall() {
        return NoopMcpCallTrace.INSTANCE;
    }

    @Override
    public void recordEnded(ExecutionStatus status, Supplier<? extends ToolResult> result) {}

    @Override
    public void recordEnded(ExecutionStatus status) {}
}

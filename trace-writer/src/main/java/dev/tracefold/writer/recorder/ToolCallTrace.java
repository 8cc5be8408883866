/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;

import dev.tracefold.model.ExecutionStatus;

/** Records a tool call, whose start is recorded already. */
public sealed interface ToolCallTrace permits RecordingToolCallTrace, NoopToolCallTrace {
    /** The handle that records nothing. */
    static ToolCallTrace disabled() {
        return NoopToolCallTrace.INSTANCE;
    }

    /** The call goes to an MCP server. A tool call has one such correlation; asking again gives the same. */
    McpCallTrace assignMcpCall();

    /** The call returned to who asked for it. Only the first end counts. */
    void recordEnded(ExecutionStatus status, Supplier<? extends ToolResult> result);

    /** The call returned and there is nothing to tell. Only the first end counts. */
    void recordEnded(ExecutionStatus status);
}

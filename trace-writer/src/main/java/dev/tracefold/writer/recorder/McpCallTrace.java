/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call to an MCP server, by which server and trace can be brought together. */
public sealed interface McpCallTrace permits RecordingMcpCallTrace, NoopMcpCallTrace {
    /** The key under which the request's metadata names the call. */
    String METADATA_KEY = "codex_bridge_mcp_call_id";

    /** The id that the trace has for the call; null when nothing is recorded. */
    @Nullable
    String callId();

    /** What to add to the request's metadata; empty when nothing is recorded. */
    Map<String, String> requestMetadata();
}

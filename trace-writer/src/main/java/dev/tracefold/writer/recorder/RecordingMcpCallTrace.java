/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Map;

import dev.tracefold.model.id.McpCallId;

/** A correlation that is in the log. */
record RecordingMcpCallTrace(McpCallId id) implements McpCallTrace {
    @Override
    public String callId() {
        return id.value();
    }

    @Override
    public Map<String, String> requestMetadata() {
        return Map.of(METADATA_KEY, id.value());
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records nothing. */
enum NoopMcpCallTrace implements McpCallTrace {
    INSTANCE;

    @Override
    public @Nullable String callId() {
        return null;
    }

    @Override
    public Map<String, String> requestMetadata() {
        return Map.of();
    }
}

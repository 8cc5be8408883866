/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Correlates a tool call with the log of an MCP server. */
public final class McpCallId extends Id {
    public McpCallId(String value) {
        super(value);
    }
}

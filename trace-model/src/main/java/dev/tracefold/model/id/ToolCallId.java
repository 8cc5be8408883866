/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names a tool call of the runtime. */
public final class ToolCallId extends Id {
    public ToolCallId(String value) {
        super(value);
    }
}

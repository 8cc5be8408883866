/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

/** What a conversation item is. */
public enum ItemKind {
    MESSAGE,
    REASONING,
    FUNCTION_CALL,
    FUNCTION_CALL_OUTPUT,
    CUSTOM_TOOL_CALL,
    CUSTOM_TOOL_CALL_OUTPUT,
    COMPACTION_MARKER
}

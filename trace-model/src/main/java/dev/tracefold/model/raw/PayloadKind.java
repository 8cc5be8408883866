/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.raw;

/** What a payload file holds. */
public enum PayloadKind {
    INFERENCE_REQUEST,
    INFERENCE_RESPONSE,
    COMPACTION_REQUEST,
    COMPACTION_CHECKPOINT,
    COMPACTION_RESPONSE,
    TOOL_INVOCATION,
    TOOL_RESULT,
    TOOL_RUNTIME_EVENT,
    TERMINAL_RUNTIME_EVENT,
    PROTOCOL_EVENT,
    SESSION_METADATA,
    AGENT_RESULT
}

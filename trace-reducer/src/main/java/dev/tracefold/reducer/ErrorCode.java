/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

/** In which way a trace contradicts itself or the format. */
public enum ErrorCode {
    /** The manifest is absent, no JSON, or lacks a field. */
    MALFORMED_MANIFEST,
    /** There is no event log. */
    LOG_MISSING,
    /** Manifest or event are of another version of the format. */
    UNSUPPORTED_SCHEMA,
    /** A line is no event. */
    MALFORMED_EVENT,
    /** An event that has no rule. */
    UNSUPPORTED_EVENT,
    /** An event of another session than the manifest's. */
    ROLLOUT_MISMATCH,
    /** A seq above the one that is due. */
    SEQUENCE_GAP,
    /** A seq below the one that is due. */
    SEQUENCE_REPEAT,
    /** A payload file is not there. */
    PAYLOAD_MISSING,
    /** A path leaves the bundle. */
    PAYLOAD_OUTSIDE_BUNDLE,
    /** A body that is read is no JSON. */
    PAYLOAD_MALFORMED,
    /** A body lacks what the rule needs. */
    PAYLOAD_SHAPE,
    /** An item of a type that has no rule. */
    UNSUPPORTED_ITEM,
    /** An item breaks the rule of its type. */
    MALFORMED_ITEM,
    /** The same was there before: thread. */
    DUPLICATE_THREAD,
    /** Not there: thread. */
    UNKNOWN_THREAD,
    /** The same was there before: turn. */
    DUPLICATE_TURN,
    /** Not there: turn. */
    UNKNOWN_TURN,
    /** A turn is not on the thread that the event names. */
    TURN_THREAD_MISMATCH,
    /** The same was there before: inference. */
    DUPLICATE_INFERENCE,
    /** Not there: inference. */
    UNKNOWN_INFERENCE,
    /** The same was there before: inference end. */
    DUPLICATE_INFERENCE_END,
    /** A request goes on from a response that was not traced. */
    UNKNOWN_PREVIOUS_RESPONSE,
    /** A request mode contradicts the payload or the trace. */
    PREVIOUS_RESPONSE_MISMATCH,
    /** Two items of one call id say different things. */
    CALL_ID_CONFLICT,
    /** The same was there before: tool call. */
    DUPLICATE_TOOL_CALL,
    /** The same was there before: model visible call. */
    DUPLICATE_MODEL_VISIBLE_CALL,
    /** Not there: tool call. */
    UNKNOWN_TOOL_CALL,
    /** The same was there before: mcp correlation. */
    DUPLICATE_MCP_CORRELATION,
    /** The same was there before: terminal operation. */
    DUPLICATE_TERMINAL_OPERATION,
    /** An operation names another terminal than before. */
    TERMINAL_CHANGED,
    /** A terminal is used by another thread. */
    TERMINAL_THREAD_MISMATCH,
    /** The same was there before: code cell. */
    DUPLICATE_CODE_CELL,
    /** Not there: code cell. */
    UNKNOWN_CODE_CELL,
    /** A runtime cell id already stands for another cell. */
    RUNTIME_CELL_CONFLICT,
    /** The same was there before: compaction request. */
    DUPLICATE_COMPACTION_REQUEST,
    /** Not there: compaction request. */
    UNKNOWN_COMPACTION_REQUEST,
    /** A request ends for another compaction than it started for. */
    COMPACTION_MISMATCH,
    /** The same was there before: compaction. */
    DUPLICATE_COMPACTION,
    /** An activity does not go with its tool. */
    ACTIVITY_MISMATCH,
    /** An edge id already stands for another interaction. */
    EDGE_CONFLICT,
    /** The envelope lacks the thread or turn that the event needs. */
    MISSING_CONTEXT
}

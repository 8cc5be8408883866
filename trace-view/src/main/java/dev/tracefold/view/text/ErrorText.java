/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import org.jspecify.annotations.Nullable;

import dev.tracefold.reducer.ErrorCode;
import dev.tracefold.reducer.ReductionError;

/** What is wrong with a trace, and what to do about it. */
public final class ErrorText {
    private ErrorText() {}

    /** Where and what, in one line. */
    public static String line(ReductionError error) {
        return where(error.line(), error.seq()) + error.code() + ": " + Printable.line(error.sentence());
    }

    /** A place in the log, with what separates it from what follows; empty where there is none. */
    public static String where(@Nullable Long line, @Nullable Long seq) {
        return (line == null ? "" : "line " + line + (seq == null ? ": " : ", "))
                + (seq == null ? "" : "seq " + seq + ": ");
    }

    /** What to do where a trace has an error of that kind. */
    public static String advice(ErrorCode code) {
        return switch (code) {
            case MALFORMED_MANIFEST ->
                "restore manifest.json from the recording, or write one by hand: docs of the bundle format list its six fields";
            case LOG_MISSING -> "restore the log; without it nothing can be reduced";
            case UNSUPPORTED_SCHEMA -> "use the version of this program that belongs to the recorder";
            case MALFORMED_EVENT -> "look at the line; --salvage goes on without it";
            case UNSUPPORTED_EVENT -> "--salvage goes on without it";
            case ROLLOUT_MISMATCH -> "two sessions were mixed in one bundle; --salvage leaves the foreign events out";
            case SEQUENCE_GAP -> "events were lost; --salvage goes on behind the gap";
            case SEQUENCE_REPEAT ->
                "an event was written twice or two recorders shared the log; --salvage leaves it out";
            case PAYLOAD_MISSING -> "copy the payload file again; --salvage leaves out the events that need it";
            case PAYLOAD_OUTSIDE_BUNDLE ->
                "do not trust this bundle: it points at files that are not its own; --salvage leaves those events out";
            case PAYLOAD_MALFORMED, PAYLOAD_SHAPE, UNSUPPORTED_ITEM, MALFORMED_ITEM ->
                "look at the payload file; --salvage leaves the event out";
            case UNKNOWN_THREAD,
                    UNKNOWN_TURN,
                    UNKNOWN_INFERENCE,
                    UNKNOWN_TOOL_CALL,
                    UNKNOWN_CODE_CELL,
                    UNKNOWN_COMPACTION_REQUEST,
                    UNKNOWN_PREVIOUS_RESPONSE ->
                "what it goes back to was not recorded, or was left out above; --salvage goes on without it";
            case DUPLICATE_THREAD,
                    DUPLICATE_TURN,
                    DUPLICATE_INFERENCE,
                    DUPLICATE_INFERENCE_END,
                    DUPLICATE_TOOL_CALL,
                    DUPLICATE_MODEL_VISIBLE_CALL,
                    DUPLICATE_MCP_CORRELATION,
                    DUPLICATE_TERMINAL_OPERATION,
                    DUPLICATE_CODE_CELL,
                    DUPLICATE_COMPACTION_REQUEST,
                    DUPLICATE_COMPACTION -> "the recorder used an id twice; --salvage keeps the first";
            case TURN_THREAD_MISMATCH,
                    PREVIOUS_RESPONSE_MISMATCH,
                    CALL_ID_CONFLICT,
                    TERMINAL_CHANGED,
                    TERMINAL_THREAD_MISMATCH,
                    RUNTIME_CELL_CONFLICT,
                    COMPACTION_MISMATCH,
                    ACTIVITY_MISMATCH,
                    EDGE_CONFLICT,
                    MISSING_CONTEXT ->
                "the recorder contradicts itself: report it there; --salvage leaves the event out";
        };
    }

    /** Whether an error of that kind may be no more than the echo of an earlier one. */
    public static boolean mayFollow(ErrorCode code) {
        return code.name().startsWith("UNKNOWN_");
    }
}

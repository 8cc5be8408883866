/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tracefold.model.raw.PayloadKind;

/**
 * What stands in a payload file in place of a body above the cap. Where the reduction reads lists of items from that
 * kind of body, the note has them, empty: so the rest of the session still reduces.
 */
final class OversizeNote {
    private OversizeNote() {}

    static Map<String, Object> of(PayloadKind kind, long sizeBytes, String sha256) {
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("tracefold_note", "body_above_size_cap");
        note.put("size_bytes", sizeBytes);
        note.put("sha256", sha256);
        for (String list : lists(kind)) {
            note.put(list, List.of());
        }
        return note;
    }

    private static List<String> lists(PayloadKind kind) {
        return switch (kind) {
            case INFERENCE_REQUEST, COMPACTION_REQUEST -> List.of("input");
            case INFERENCE_RESPONSE, COMPACTION_RESPONSE -> List.of("output_items");
            case COMPACTION_CHECKPOINT -> List.of("input_history", "replacement_history");
            case TOOL_INVOCATION,
                    TOOL_RESULT,
                    TOOL_RUNTIME_EVENT,
                    TERMINAL_RUNTIME_EVENT,
                    PROTOCOL_EVENT,
                    SESSION_METADATA,
                    AGENT_RESULT -> List.of();
        };
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.internal.Json;

/**
 * A line as recorders wrote it until the autumn of 2025, before lines had envelopes: a header that has no type, an item
 * that is the whole line, or a mark of a state that says nothing. None but the header tells a time.
 */
final class BareLine {
    /** The payload's type, so to speak, of a mark. */
    static final String STATE = "state";

    private static final Set<String> ITEMS = Set.of(
            "message",
            "reasoning",
            "function_call",
            "function_call_output",
            "local_shell_call",
            "custom_tool_call",
            "custom_tool_call_output",
            "web_search_call");

    private BareLine() {}

    /** What a line without a payload is; null if it is none of these. */
    static @Nullable LineType typeOf(@Nullable String type, @Nullable String recordType, boolean hasIdAndTime) {
        if (type != null) {
            return ITEMS.contains(type) ? LineType.RESPONSE_ITEM : null;
        }
        if (recordType != null) {
            return recordType.equals(STATE) ? LineType.EVENT_MSG : null;
        }
        return hasIdAndTime ? LineType.SESSION_META : null;
    }

    /** A header with what has to be in one and was not known to recorders then. */
    static JsonNode completed(ObjectNode header) {
        for (String field : SessionMeta.REQUIRED_LATER) {
            if (Json.text(header, field) == null) {
                header.put(field, "");
            }
        }
        return header;
    }
}

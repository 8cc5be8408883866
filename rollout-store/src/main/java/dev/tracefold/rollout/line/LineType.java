/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of line that a rollout may hold. */
public enum LineType {
    SESSION_META("session_meta"),
    TURN_CONTEXT("turn_context"),
    RESPONSE_ITEM("response_item"),
    EVENT_MSG("event_msg"),
    COMPACTED("compacted"),
    WORLD_STATE("world_state"),
    INTER_AGENT_COMMUNICATION("inter_agent_communication"),
    INTER_AGENT_COMMUNICATION_METADATA("inter_agent_communication_metadata"),
    TOKEN_USAGE_RECORD("token_usage_record"),
    RETAINED_CONTEXT("retained_context"),
    SECURITY_RISK_SCORE("security_risk_score"),
    REALTIME_ITEM("realtime_item");

    private static final Map<String, LineType> BY_NAME = new HashMap<>();

    static {
        for (LineType type : values()) {
            BY_NAME.put(type.jsonName, type);
        }
    }

    private final String jsonName;

    LineType(String jsonName) {
        this.jsonName = jsonName;
    }

    /** The value of the line's {@code type} field. */
    public String jsonName() {
        return jsonName;
    }

    /** The type of that name, or null. */
    public static @Nullable LineType named(String jsonName) {
        return BY_NAME.get(jsonName);
    }
}

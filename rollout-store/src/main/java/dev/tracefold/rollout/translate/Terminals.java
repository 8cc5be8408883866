/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.JsonValue.JsonString;

/**
 * The terminals of one thread. A terminal belongs to one thread, but agents number theirs alike; so where there are agents,
 * one whose id another thread has taken gets another.
 */
final class Terminals {
    private final SessionIds ids;
    private final Map<String, String> names = new HashMap<>();

    Terminals(SessionIds ids) {
        this.ids = ids;
    }

    private String name(String id) {
        return ids.ofAgents() && !id.isEmpty() ? names.computeIfAbsent(id, ids::terminal) : id;
    }

    /** The id of a terminal as the session is to have it; null where there is none. */
    @Nullable
    Slice named(@Nullable Slice processId) {
        String id = JsonBytes.text(processId);
        String name = id == null ? null : name(id);
        return name == null || name.equals(id) ? processId : Slice.of(new JsonString(name).compact());
    }

    /** What a write to a terminal was called with, as the session is to have it. */
    Slice named(Slice raw, JsonValue arguments, String terminal) {
        String name = name(terminal);
        if (name.equals(terminal) || !(arguments instanceof JsonObject object)) {
            return raw;
        }
        JsonObject.Builder renamed = new JsonObject.Builder();
        object.fields().forEach(renamed::field);
        String json = renamed.field("session_id", new JsonString(name)).build().compact();
        return Slice.of(new JsonString(json).compact());
    }
}

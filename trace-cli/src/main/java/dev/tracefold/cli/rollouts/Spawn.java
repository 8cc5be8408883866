/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.value.JsonValue;

/**
 * That a session is one which another spawned, as its source says it.
 *
 * @param agent what the agent is called: its nickname, else its path, role or kind
 * @param parent the session that spawned it, if it is stated
 */
record Spawn(String agent, @Nullable String parent) {
    /** Of a source such as {@code {"subagent":{"thread_spawn":{…}}}} or {@code {"subagent":"review"}}; else empty. */
    static Optional<Spawn> of(Optional<String> source) {
        return source.filter(text -> text.startsWith("{")).flatMap(Spawn::parsed);
    }

    /** What a list says in front of what was said first; nothing for sessions that people began. */
    static String mark(Optional<String> source) {
        return of(source)
                .map(spawn -> ("agent " + spawn.agent()).strip() + " · ")
                .orElse("");
    }

    private static Optional<Spawn> parsed(String source) {
        try {
            JsonValue subagent = Json.parse(source.getBytes(UTF_8)).field("subagent");
            if (subagent == null) {
                return Optional.empty();
            }
            JsonValue spawn = subagent.field("thread_spawn");
            String kind = subagent.text();
            if (spawn == null) {
                return Optional.of(new Spawn(kind == null ? "" : kind, null));
            }
            String name = Stream.of("agent_nickname", "agent_path", "agent_role", "agent_type")
                    .map(field -> text(spawn, field))
                    .filter(text -> !text.isBlank())
                    .findFirst()
                    .orElse("");
            String parent = text(spawn, "parent_thread_id");
            return Optional.of(new Spawn(name, parent.isEmpty() ? null : parent));
        } catch (MalformedJsonException e) {
            return Optional.empty(); // A source that only looks like one.
        }
    }

    private static String text(JsonValue object, String field) {
        JsonValue value = object.field(field);
        String text = value == null ? null : value.text();
        return text == null ? "" : text;
    }
}

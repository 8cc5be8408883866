/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.internal.Json;
import dev.tracefold.rollout.line.SessionMeta;

/**
 * What a fresh session says about itself.
 *
 * @param id the thread
 * @param cwd where it works
 * @param client the program that records it
 * @param source how the session was started, such as {@code cli}
 * @param optional further text fields of the header, such as {@code model_provider} or {@code forked_from_id}; with {@code
 *     history_mode} as {@code paginated}, the lines of the rollout get numbers
 */
public record NewSession(ThreadId id, Path cwd, Client client, String source, Map<String, String> optional) {
    /** The recording program: its name and version. */
    public record Client(String originator, String version) {}

    public NewSession {
        optional = Map.copyOf(optional);
    }

    SessionMeta meta(Instant created) {
        ObjectNode payload = Json.object();
        payload.put("session_id", id.value());
        payload.put("id", id.value());
        payload.put("timestamp", LineClock.format(created));
        payload.put("cwd", cwd.toString());
        payload.put("originator", client.originator());
        payload.put("cli_version", client.version());
        payload.put("source", source);
        optional.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> payload.put(field.getKey(), field.getValue()));
        return SessionMeta.read(payload)
                .orElseThrow(() -> new IllegalStateException("a header is missing a required field"));
    }
}

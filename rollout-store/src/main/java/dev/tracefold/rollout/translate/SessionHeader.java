/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutLine;

/**
 * Whose rollout it is: what its header says, or where that is lost, the name of the file. A header that is not the first
 * line may be that of another session, from which this one was forked: it counts if the name of the file is no other.
 */
final class SessionHeader {
    private static final String ROOT = "/root";
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private static final String BASE = "history_base";

    private final JsonFields meta;
    private final TraceManifest manifest;

    private SessionHeader(JsonFields meta, TraceManifest manifest) {
        this.meta = meta;
        this.manifest = manifest;
    }

    /** Of the good lines up to the one that is the header, if there is one. */
    static SessionHeader of(Path path, List<RolloutLine> head) {
        String named = RolloutName.parse(RolloutForms.fileName(path))
                .map(name -> name.id().value())
                .orElse(NOBODY);
        RolloutLine last = head.isEmpty() ? null : head.get(head.size() - 1);
        JsonFields meta = meta(last);
        String stated = meta.text("id");
        if (last != null && last.number() > 1 && !named.equals(NOBODY) && !named.equals(stated)) {
            meta = JsonFields.of(null);
            stated = null;
        }
        String id = stated == null ? named : stated;
        long started = new Times(0).read(head.isEmpty() ? "" : head.get(0).timestamp());
        return new SessionHeader(meta, TraceManifest.of(new TraceId(id), new RolloutId(id), new ThreadId(id), started));
    }

    private static JsonFields meta(@Nullable RolloutLine line) {
        if (line == null || line.type() != LineType.SESSION_META) {
            return JsonFields.of(null);
        }
        Slice payload = Slice.ofPayload(line, null);
        return Soundness.of(payload) ? JsonFields.of(payload) : JsonFields.of(null);
    }

    TraceManifest manifest() {
        return manifest;
    }

    String provider() {
        String provider = meta.text("model_provider");
        return provider == null ? "unknown" : provider;
    }

    /**
     * How many lines behind the header are a copy of what another session's agent had said and done: recorders number lines
     * from 0, and tell the number of the first that is its own.
     */
    long copiedLines() {
        Long first = meta.integer("subagent_history_start_ordinal");
        if (first == null) {
            String text = meta.text("subagent_history_start_ordinal");
            first = text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : Long.valueOf(0);
        }
        // Lines are numbered through all that the session goes on from.
        Long before = meta.object(BASE).integer("end_ordinal_exclusive");
        return Math.max(1, first - (before == null ? 0 : Math.max(0, before))) - 1;
    }

    /** Whether the session goes on from another rollout, which holds what came before. */
    boolean goesOn() {
        return meta.object(BASE).text("thread_id") != null;
    }

    /** The same of a session that began elsewhere, then. */
    SessionHeader startedAt(Instant began) {
        TraceManifest same = TraceManifest.of(
                manifest.traceId(), manifest.rolloutId(), manifest.rootThreadId(), began.toEpochMilli());
        return new SessionHeader(meta, same);
    }

    private JsonFields spawn() {
        return meta.object("source").object("subagent").object("thread_spawn");
    }

    /** What the spawn says of the agent counts, as it does for the reduction. */
    private @Nullable String fact(String name) {
        String spawned = spawn().text(name);
        return spawned == null || spawned.isEmpty() ? meta.text(name) : spawned;
    }

    String agentPath() {
        String path = fact("agent_path");
        return path == null || path.isEmpty() ? ROOT : path;
    }

    /** What the start of the thread refers to. */
    Body metadata() {
        String role = fact("agent_role");
        return new Body()
                .text("thread_id", manifest.rootThreadId().value())
                .text("agent_path", agentPath())
                .text("nickname", fact("agent_nickname"))
                .text("agent_role", role == null ? meta.text("agent_type") : role)
                .raw("session_source", meta.raw("source"))
                .text("provider_name", meta.text("model_provider"))
                .raw("cwd", meta.raw("cwd"))
                .raw("originator", meta.raw("originator"))
                .raw("cli_version", meta.raw("cli_version"))
                .rawIfThere("forked_from_id", meta.raw("forked_from_id"))
                .rawIfThere("git", meta.raw("git"));
    }
}

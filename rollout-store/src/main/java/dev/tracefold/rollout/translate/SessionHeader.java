/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutLine;

/** Whose rollout it is: what its first line says, or where that is lost, the name of the file. */
final class SessionHeader {
    private static final String ROOT = "/root";
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private final JsonFields meta;
    private final TraceManifest manifest;

    private SessionHeader(JsonFields meta, TraceManifest manifest) {
        this.meta = meta;
        this.manifest = manifest;
    }

    static SessionHeader of(Path path, @Nullable RolloutLine first) {
        JsonFields meta = JsonFields.of(null);
        if (first != null && first.type() == LineType.SESSION_META) {
            Slice payload = Slice.ofPayload(first, null);
            if (Soundness.of(payload)) {
                meta = JsonFields.of(payload);
            }
        }
        String stated = meta.text("id");
        String id = stated != null
                ? stated
                : RolloutName.parse(RolloutForms.fileName(path))
                        .map(name -> name.id().value())
                        .orElse(NOBODY);
        long started = new Times(0).read(first == null ? "" : first.timestamp());
        return new SessionHeader(meta, TraceManifest.of(new TraceId(id), new RolloutId(id), new ThreadId(id), started));
    }

    TraceManifest manifest() {
        return manifest;
    }

    String provider() {
        String provider = meta.text("model_provider");
        return provider == null ? "unknown" : provider;
    }

    private JsonFields spawn() {
        return meta.object("source").object("subagent").object("thread_spawn");
    }

    private @Nullable String fact(String name) {
        String own = meta.text(name);
        return own == null ? spawn().text(name) : own;
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

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.internal.Json;

/** The payload of a session_meta line with its required fields checked. Immutable. */
public final class SessionMeta {
    /** What a session without a {@code source} field counts as. */
    public static final String DEFAULT_SOURCE = "vscode";

    // Lists, pages and the index keep times in milliseconds; a year such as 999999999 is beyond them.
    private static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE);
    /** What headers must have by now, beside an id and a time. */
    static final List<String> REQUIRED_LATER = List.of("cwd", "originator", "cli_version");

    private static final Set<String> KNOWN_HISTORY_MODES = Set.of("legacy", "paginated");

    private final ThreadId id;
    private final ObjectNode payload;

    private SessionMeta(ThreadId id, ObjectNode payload) {
        this.id = id;
        this.payload = payload;
    }

    /** Reads a payload; empty when a required field is missing or the id is no UUID. */
    public static Optional<SessionMeta> read(JsonNode payload) {
        String id = Json.text(payload, "id");
        boolean complete = id != null
                && Json.text(payload, "timestamp") != null
                && REQUIRED_LATER.stream().allMatch(field -> Json.text(payload, field) != null);
        if (!complete || !(payload instanceof ObjectNode object) || id == null) {
            return Optional.empty();
        }
        return ThreadId.parse(id).map(threadId -> new SessionMeta(threadId, object.deepCopy()));
    }

    /** The {@code history_mode} of a payload if it is one that this version does not know. */
    public static Optional<String> unknownHistoryMode(JsonNode payload) {
        JsonNode mode = payload.get("history_mode");
        if (mode == null || mode.isNull() || (mode.isTextual() && KNOWN_HISTORY_MODES.contains(mode.textValue()))) {
            return Optional.empty();
        }
        return Optional.of(mode.isTextual() ? mode.textValue() : Json.writeString(mode));
    }

    public ThreadId id() {
        return id;
    }

    /** {@code session_id}, or the id where older versions wrote none. */
    public String sessionId() {
        String sessionId = text("session_id");
        return sessionId == null ? id.value() : sessionId;
    }

    /** When the session was created, as text. */
    public String timestamp() {
        return required("timestamp");
    }

    /** When the session was created, if the text says it and that is a time which milliseconds can count. */
    public Optional<Instant> created() {
        return RolloutName.parseTime(timestamp()).filter(time -> !time.isBefore(EARLIEST) && !time.isAfter(LATEST));
    }

    public String cwd() {
        return required("cwd");
    }

    public String originator() {
        return required("originator");
    }

    public String cliVersion() {
        return required("cli_version");
    }

    /** A plain word as it is, an object as compact JSON; {@link #DEFAULT_SOURCE} when missing. */
    public String source() {
        return sourceText(payload).orElse(DEFAULT_SOURCE);
    }

    /** The source that the line itself states. */
    public Optional<String> statedSource() {
        return sourceText(payload);
    }

    private static Optional<String> sourceText(JsonNode payload) {
        JsonNode source = payload.get("source");
        if (source == null || source.isNull()) {
            return Optional.empty();
        }
        return Optional.of(source.isTextual() ? source.textValue() : Json.writeString(source));
    }

    /** An optional text field of the payload, such as {@code model_provider} or {@code agent_path}. */
    public @Nullable String text(String field) {
        return Json.text(payload, field);
    }

    public @Nullable String modelProvider() {
        return text("model_provider");
    }

    /** Whose agent this session is; empty when nobody spawned it. To be a fork of a session makes it nobody's agent. */
    public Optional<ThreadId> parentThreadId() {
        // Older versions tell it only in the source.
        JsonNode spawn = payload.path("source").path("subagent").path("thread_spawn");
        return parent(payload).or(() -> parent(spawn));
    }

    private static Optional<ThreadId> parent(JsonNode node) {
        return Optional.ofNullable(Json.text(node, "parent_thread_id")).flatMap(ThreadId::parse);
    }

    /** Where the history ends that this session goes on from; empty when its own rollout holds all of it. */
    public Optional<HistoryBase> historyBase() {
        return HistoryBase.read(payload);
    }

    /** {@code agent_role}, or its older name {@code agent_type}. */
    public @Nullable String agentRole() {
        String role = text("agent_role");
        return role == null ? text("agent_type") : role;
    }

    /** {@code thread_source}: a word, or an object as compact JSON. */
    public @Nullable String threadSource() {
        JsonNode source = payload.get("thread_source");
        if (source == null || source.isNull()) {
            return null;
        }
        return source.isTextual() ? source.textValue() : Json.writeString(source);
    }

    public Optional<GitInfo> git() {
        JsonNode git = payload.get("git");
        if (git == null || !git.isObject()) {
            return Optional.empty();
        }
        return Optional.of(
                new GitInfo(Json.text(git, "commit_hash"), Json.text(git, "branch"), Json.text(git, "repository_url")));
    }

    /** The same session with the repository's state added. */
    public SessionMeta withGit(GitInfo git) {
        ObjectNode copy = payload.deepCopy();
        copy.set("git", git.toJson());
        return new SessionMeta(id, copy);
    }

    public RolloutItem toItem() {
        return RolloutItem.of(LineType.SESSION_META, payload);
    }

    private String required(String field) {
        return payload.get(field).textValue();
    }
}

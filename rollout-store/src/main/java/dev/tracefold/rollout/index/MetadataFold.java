/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.internal.Json;
import dev.tracefold.rollout.line.ConversationText;
import dev.tracefold.rollout.line.GitInfo;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutItem;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.line.SessionMeta;

/** Folds the lines of one rollout, in file order, into a row. Mutable, used by one thread and thrown away. */
final class MetadataFold {
    private static final String READ_ONLY = "{\"type\":\"read-only\"}";

    private final Path plain;
    private final Optional<RolloutName> name;
    private final ConversationText text;
    private final String defaultProvider;
    private @Nullable ThreadId id;
    private @Nullable Instant created;
    private String source = SessionMeta.DEFAULT_SOURCE;
    private @Nullable String threadSource;
    private @Nullable String nickname;
    private @Nullable String role;
    private @Nullable String agentPath;
    private String provider = "";
    private String cliVersion = "";
    private String cwd = "";
    private @Nullable String model;
    private @Nullable String effort;
    private String sandbox = READ_ONLY;
    private String approval = "on-request";
    private String title = "";
    private @Nullable String givenName;
    private @Nullable String preview;
    private @Nullable String firstUserMessage;
    private long tokens;
    private @Nullable Long archivedAt;
    private GitInfo git = new GitInfo(null, null, null);

    MetadataFold(Path plain, Optional<RolloutName> name, ConversationText text, String defaultProvider) {
        this.plain = plain;
        this.name = name;
        this.text = text;
        this.defaultProvider = defaultProvider;
    }

    static MetadataFold continuing(ThreadRow row, ConversationText text, String defaultProvider) {
        MetadataFold fold = new MetadataFold(Path.of(row.rolloutPath()), Optional.empty(), text, defaultProvider);
        fold.id = row.id();
        fold.created = Instant.ofEpochMilli(row.times().created());
        fold.source = row.origin().source();
        fold.threadSource = row.origin().threadSource();
        fold.nickname = row.agent().nickname();
        fold.role = row.agent().role();
        fold.agentPath = row.agent().path();
        fold.provider = row.origin().modelProvider();
        fold.cliVersion = row.origin().cliVersion();
        fold.cwd = row.origin().cwd();
        fold.model = row.settings().model();
        fold.effort = row.settings().effort();
        fold.sandbox = row.settings().sandbox();
        fold.approval = row.settings().approval();
        fold.title = row.texts().title();
        fold.givenName = row.texts().name();
        fold.preview = emptyToNull(row.texts().preview());
        fold.firstUserMessage = emptyToNull(row.texts().firstUserMessage());
        fold.tokens = row.tokensUsed();
        fold.archivedAt = row.archivedAt();
        fold.git = row.git();
        return fold;
    }

    private static @Nullable String emptyToNull(String value) {
        return value.isEmpty() ? null : value;
    }

    void apply(RolloutLine line) {
        if (line.bare() && wantsUserMessage()) {
            ConversationText.saidByUser(line).ifPresent(this::userMessage);
        }
        apply(line.type(), line.itemType(), line::payload);
    }

    void apply(RolloutItem item) {
        apply(item.type(), item.type() == LineType.EVENT_MSG ? item.itemType() : null, item::payload);
    }

    private void apply(LineType type, @Nullable String itemType, Supplier<JsonNode> payload) {
        switch (type) {
            case SESSION_META -> SessionMeta.read(payload.get()).ifPresent(this::sessionMeta);
            case TURN_CONTEXT -> turnContext(payload.get());
            case EVENT_MSG -> event(itemType == null ? "" : itemType, payload);
            case RESPONSE_ITEM,
                    COMPACTED,
                    WORLD_STATE,
                    INTER_AGENT_COMMUNICATION,
                    INTER_AGENT_COMMUNICATION_METADATA,
                    TOKEN_USAGE_RECORD,
                    RETAINED_CONTEXT,
                    SECURITY_RISK_SCORE,
                    REALTIME_ITEM -> {
                // Says nothing about the thread as a whole.
            }
        }
        if (provider.isEmpty()) {
            provider = defaultProvider;
        }
    }

    private void sessionMeta(SessionMeta meta) {
        if (id == null) {
            Optional<Instant> stated = meta.created();
            if (stated.isPresent()) {
                id = meta.id();
                created = stated.get();
            } else if (name.isPresent()) {
                id = name.get().id();
                created = name.get().timestamp();
            }
        }
        if (!meta.id().equals(id)) {
            return; // The header of the session that this one was forked from.
        }
        source = meta.statedSource().orElse(""); // None is no source that anybody can ask for.
        threadSource = meta.threadSource();
        nickname = meta.text("agent_nickname");
        role = meta.agentRole();
        agentPath = meta.text("agent_path");
        provider = nonEmpty(meta.modelProvider(), provider);
        cliVersion = nonEmpty(meta.cliVersion(), cliVersion);
        cwd = nonEmpty(meta.cwd(), cwd);
        meta.git().ifPresent(stated -> git = stated);
    }

    private static String nonEmpty(@Nullable String value, String otherwise) {
        return value == null || value.isEmpty() ? otherwise : value;
    }

    private void turnContext(JsonNode context) {
        if (cwd.isEmpty()) {
            cwd = nonEmpty(Json.text(context, "cwd"), cwd);
        }
        model = latest(Json.text(context, "model"), model);
        effort = latest(Json.text(context, "effort"), effort);
        limits(context, "sandbox_policy");
    }

    private void limits(JsonNode context, String sandboxField) {
        JsonNode policy = context.has(sandboxField) ? context.get(sandboxField) : context.get("permission_profile");
        sandbox = nonEmpty(word(policy), sandbox);
        approval = nonEmpty(word(context.get("approval_policy")), approval);
    }

    /** A string as it is, anything else as compact JSON. */
    private static @Nullable String word(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return node.isTextual() ? node.textValue() : Json.writeString(node);
    }

    private static @Nullable String latest(@Nullable String value, @Nullable String otherwise) {
        return value == null ? otherwise : value;
    }

    private void event(String type, Supplier<JsonNode> payload) {
        switch (type) {
            case "user_message" -> userMessage(payload.get());
            case "item_completed" -> {
                if (wantsUserMessage()) {
                    ConversationText.completedUserMessage(payload.get()).ifPresent(this::userMessage);
                }
            }
            case "token_count" -> tokenCount(payload.get());
            case "thread_settings_applied" -> settings(payload.get().path("thread_settings"));
            case "thread_goal_updated" -> goal(payload.get().path("goal"));
            default -> {
                // Events are an open set, and all others leave the metadata alone.
            }
        }
    }

    /** Whether a message would tell anything: later ones do not, and what may be one is worth parsing only till then. */
    private boolean wantsUserMessage() {
        return firstUserMessage == null || preview == null || title.isEmpty();
    }

    private void userMessage(JsonNode message) {
        if (firstUserMessage == null || preview == null) {
            String shown = text.preview(message).orElse(null);
            firstUserMessage = firstUserMessage == null ? shown : firstUserMessage;
            preview = preview == null ? shown : preview;
        }
        if (title.isEmpty()) {
            title = text.userText(message);
        }
    }

    private void tokenCount(JsonNode count) {
        JsonNode total = count.path("info").path("total_token_usage").path("total_tokens");
        if (total.isNumber()) {
            tokens = Math.max(0, total.longValue());
        }
    }

    private void settings(JsonNode settings) {
        model = latest(Json.text(settings, "model"), model);
        provider = nonEmpty(Json.text(settings, "model_provider_id"), provider);
        effort = latest(Json.text(settings, "reasoning_effort"), effort);
        cwd = nonEmpty(Json.text(settings, "cwd"), cwd);
        limits(settings, "permission_profile");
    }

    private void goal(JsonNode goal) {
        String objective = Json.text(goal, "objective");
        if (preview == null && objective != null && !objective.isBlank()) {
            preview = ConversationText.cap(objective.strip());
        }
    }

    /** The row, with this modification time in milliseconds, or the creation time when that is negative. */
    ThreadRow row(long modified) throws IOException {
        if (id == null && name.isPresent()) {
            id = name.get().id();
            created = name.get().timestamp();
        }
        ThreadId thread = id;
        Instant start = created;
        if (thread == null || start == null) {
            throw RolloutException.internal("rollout missing metadata builder: " + plain);
        }
        long createdMillis = start.toEpochMilli();
        long updated = modified < 0 ? createdMillis : modified;
        return new ThreadRow(
                thread,
                plain.toString(),
                new ThreadRow.Times(createdMillis, updated, updated),
                new ThreadRow.Origin(
                        source, threadSource, provider.isEmpty() ? defaultProvider : provider, cwd, cliVersion),
                new ThreadRow.Agent(nickname, role, agentPath),
                new ThreadRow.Settings(model, effort, sandbox, approval),
                new ThreadRow.Texts(
                        title,
                        givenName,
                        preview == null ? "" : preview,
                        firstUserMessage == null ? "" : firstUserMessage),
                tokens,
                archivedAt,
                git);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.json.Json;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolKind.BuiltIn;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.rollout.ThreadId;

/**
 * What the runtime says of tools by which one agent reaches another. The reduction makes edges of it, and is strict: what
 * it would refuse is recognised here. Versions say it in an event of each tool's own, as an activity of the other agent,
 * or as an item; older ones say nothing, but their outputs tell.
 */
final class AgentEnds {
    /** How a tool ended, in a body that the reduction takes. */
    record End(TranslatedBody body, ExecutionStatus status) {}

    static final String ACTIVITY = "sub_agent_activity";
    static final String CALL = "collab_agent_tool_call";
    private static final String AGENT = "agent_thread_id";
    private static final String SENDER = "sender_thread_id";
    private static final String NEW = "new_thread_id";
    private static final String RECEIVER = "receiver_thread_id";

    private final String self;
    private final long copiedLines;
    private final Set<String> spawned = new HashSet<>();
    private boolean mixed;
    private boolean copied;

    /**
     * Reads what is said of the agents of one.
     *
     * @param copiedLines how many lines behind the header are those of another agent, who made others do things
     */
    AgentEnds(String self, long copiedLines) {
        this.self = self.toLowerCase(Locale.ROOT);
        this.copiedLines = copiedLines;
    }

    /** A header: behind that of another session comes its history, and nobody knows how much of it. */
    void header(@Nullable String session) {
        mixed |= !isSelf(session);
    }

    /** How many agents were spawned so far. */
    long spawned() {
        return spawned.size();
    }

    /** What comes next is a line of the session's own rollout, where it may be copied from another agent's. */
    void atOwn(long line) {
        copied = line > 1 && line <= copiedLines + 1;
    }

    /** What comes next is a line of the history that the session goes on from, its own or another's. */
    void atInherited(boolean foreign) {
        copied = foreign;
    }

    /** Whether the line is known to tell what another agent did. */
    boolean copied() {
        return copied;
    }

    /** Whether an event or item of that type is about tools of agents. */
    static boolean tells(String type) {
        return type.startsWith("collab_") || type.equals(ACTIVITY);
    }

    /** What an event says of a tool of agents; null if that does not go together. */
    @Nullable
    End of(Call.Started tool, String type, JsonFields event) {
        return switch (type) {
            case "collab_agent_spawn_end" -> tool.kind == BuiltIn.SPAWN_AGENT ? spawn(event) : null;
            case "collab_agent_interaction_end" -> sends(tool.kind) ? message(event) : null;
            case "collab_close_end" -> tool.kind == BuiltIn.CLOSE_AGENT ? close(event) : null;
            case "collab_waiting_end" -> tool.kind == BuiltIn.WAIT_AGENT ? plain(event) : null;
            case "collab_resume_end" -> tool.kind instanceof ToolKind.Other ? plain(event) : null;
            case ACTIVITY -> activity(tool, event);
            case CALL -> item(tool, event);
            default -> null;
        };
    }

    private static boolean sends(ToolKind kind) {
        return kind == BuiltIn.SEND_MESSAGE || kind == BuiltIn.ASSIGN_AGENT_TASK;
    }

    private @Nullable End spawn(JsonFields event) {
        if (!isSelf(event.text(SENDER)) || !event.hasText("prompt") || event.raw(AGENT) != null) {
            return null;
        }
        if (event.present(NEW) == null) {
            return end(event, ExecutionStatus.FAILED);
        }
        return isNew(event.text(NEW)) ? end(event, ExecutionStatus.COMPLETED) : null;
    }

    private @Nullable End message(JsonFields event) {
        boolean whole = isSelf(event.text(SENDER)) && isThread(event.text(RECEIVER)) && event.hasText("prompt");
        return whole ? plain(event) : null;
    }

    private static @Nullable End close(JsonFields event) {
        return isThread(event.text(RECEIVER)) ? plain(event) : null;
    }

    private static @Nullable End plain(JsonFields event) {
        boolean found = !"not_found".equals(event.text("status"));
        return event.raw(AGENT) != null ? null : end(event, found ? ExecutionStatus.COMPLETED : ExecutionStatus.FAILED);
    }

    private static End end(JsonFields event, ExecutionStatus status) {
        return new End(TranslatedBody.of(event.object()), status);
    }

    private @Nullable End activity(Call.Started tool, JsonFields event) {
        String agent = event.text(AGENT);
        boolean told = tool.argument("message") != null;
        boolean fits = switch (String.valueOf(event.text("kind"))) {
            case "started" -> tool.kind == BuiltIn.SPAWN_AGENT && told && isNew(agent);
            case "interacted" -> sends(tool.kind) && told && isThread(agent);
            case "interrupted" -> tool.kind == BuiltIn.CLOSE_AGENT && isThread(agent);
            default -> false;
        };
        return fits ? end(event, ExecutionStatus.COMPLETED) : null;
    }

    /** The item that such a tool is to a client: the same facts by other names. */
    private @Nullable End item(Call.Started tool, JsonFields item) {
        if (!isSelf(item.text(SENDER))) {
            return null;
        }
        Slice named = item.raw("receiver_thread_ids");
        List<Slice> receivers = named == null || !named.isArray() ? List.of() : JsonBytes.elements(named);
        String receiver = receivers.isEmpty() ? null : JsonBytes.text(receivers.get(0));
        String prompt = item.text("prompt");
        boolean failed = "failed".equals(item.text("status"));
        return made(tool.kind, receiver, prompt == null ? "" : prompt, failed);
    }

    private @Nullable End made(ToolKind kind, @Nullable String other, String prompt, boolean failed) {
        Body body = new Body().text(SENDER, self);
        if (kind == BuiltIn.SPAWN_AGENT && (other == null || isNew(other))) {
            body.text(NEW, other).text("prompt", prompt);
        } else if (sends(kind) && isThread(other)) {
            body.text(RECEIVER, other).text("prompt", prompt);
        } else if (kind == BuiltIn.CLOSE_AGENT && isThread(other)) {
            body.text(RECEIVER, other);
        } else if (kind != BuiltIn.WAIT_AGENT) {
            return null;
        }
        return new End(body.made(), failed ? ExecutionStatus.FAILED : ExecutionStatus.COMPLETED);
    }

    /** What an output tells where the runtime told nothing; null if it tells nothing either. */
    @Nullable
    End ofOutput(Call.Started tool, JsonFields output) {
        if (mixed) {
            return null;
        }
        if (tool.kind == BuiltIn.SPAWN_AGENT) {
            String text = output.text("output");
            JsonValue answer = text == null ? null : Json.parseIfAny(text);
            JsonValue agent = answer == null ? null : answer.field("agent_id");
            String prompt = tool.argument("message");
            return agent == null || agent.text() == null
                    ? null
                    : made(tool.kind, agent.text(), prompt == null ? "" : prompt, false);
        }
        String closed = tool.kind == BuiltIn.CLOSE_AGENT ? tool.argument("id") : null;
        return closed == null ? null : made(tool.kind, closed, "", OutputStatus.failed(output));
    }

    private boolean isSelf(@Nullable String thread) {
        return thread != null && thread.toLowerCase(Locale.ROOT).equals(self);
    }

    private static boolean isThread(@Nullable String id) {
        return id != null && ThreadId.parse(id).isPresent();
    }

    /** Whether it is an agent that no other tool has spawned: an edge comes from one tool. */
    private boolean isNew(@Nullable String agent) {
        return isThread(agent) && spawned.add(String.valueOf(agent).toLowerCase(Locale.ROOT));
    }
}

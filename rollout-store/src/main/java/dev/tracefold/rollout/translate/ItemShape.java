/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.ContextText;

/**
 * What a response item is to a conversation. The reduction is strict about the shape of items; one that it would refuse is
 * recognised here, so that it is left out and counted instead of ending everything.
 */
enum ItemShape {
    /** Said by a user, in words of their own. */
    USER_MESSAGE,
    /** Anything else that a model is shown. */
    INPUT,
    /** What a model said or thought. */
    OUTPUT,
    /** A call that a model made. */
    CALL,
    /** What came of a call. */
    CALL_OUTPUT,
    /** No part of a conversation. */
    SKIPPED,
    /** Of a type that nobody knows. */
    UNKNOWN,
    /** Of a known type, but not as that should be. */
    MALFORMED;

    private static final Set<String> INPUT_ROLES = Set.of("system", "developer", "user", "tool");

    static ItemShape of(JsonFields item) {
        String type = item.type();
        if (type == null) {
            return MALFORMED;
        }
        return switch (type) {
            case "message" -> message(item);
            case "agent_message" -> agentMessage(item) ? INPUT : MALFORMED;
            case "reasoning" -> reasoning(item) ? OUTPUT : MALFORMED;
            case "function_call",
                    "custom_tool_call",
                    "local_shell_call",
                    "web_search_call",
                    "image_generation_call",
                    "tool_search_call" -> CALL;
            case "function_call_output", "custom_tool_call_output", "tool_search_output", "mcp_tool_call_output" ->
                CALL_OUTPUT;
            case "compaction", "compaction_summary", "context_compaction" ->
                item.hasText("encrypted_content") ? INPUT : MALFORMED;
            case "additional_tools", "ghost_snapshot" -> SKIPPED;
            default -> UNKNOWN;
        };
    }

    /** Whether a conversation can take it up. */
    boolean inConversation() {
        return switch (this) {
            case USER_MESSAGE, INPUT, OUTPUT, CALL, CALL_OUTPUT -> true;
            case SKIPPED, UNKNOWN, MALFORMED -> false;
        };
    }

    /** Whether it comes from the model. */
    boolean fromModel() {
        return this == OUTPUT || this == CALL;
    }

    private static ItemShape message(JsonFields item) {
        String role = item.text("role");
        if ("assistant".equals(role)) {
            return OUTPUT;
        }
        if (role == null || !INPUT_ROLES.contains(role)) {
            return MALFORMED;
        }
        return role.equals("user") && !isContext(item) ? USER_MESSAGE : INPUT;
    }

    private static boolean isContext(JsonFields message) {
        Slice content = message.raw("content");
        if (content == null || !content.isArray()) {
            return false;
        }
        List<Slice> kinds = kinds(message);
        if (!kinds.isEmpty()) {
            return !ContextText.isUsers(String.valueOf(JsonBytes.text(kinds.get(0))));
        }
        List<Slice> parts = JsonBytes.elements(content);
        Slice said = parts.isEmpty() ? null : JsonFields.of(parts.get(0)).raw("text");
        // To decode a text takes longer than everything else that is done with it.
        String text =
                said != null && ContextText.canBeginWith(said.bytes()[said.from() + 1]) ? JsonBytes.text(said) : null;
        return text != null && ContextText.is(text);
    }

    /** What newer clients say of the parts of a message, one by one. */
    private static List<Slice> kinds(JsonFields message) {
        Slice kinds =
                message.object("internal_chat_message_metadata_passthrough").raw("content_item_kinds");
        return kinds == null || !kinds.isArray() ? List.of() : JsonBytes.elements(kinds);
    }

    private static boolean agentMessage(JsonFields item) {
        Slice content = item.raw("content");
        if (!item.hasText("author") || !item.hasText("recipient") || content == null || !content.isArray()) {
            return false;
        }
        List<Slice> parts = JsonBytes.elements(content);
        return !parts.isEmpty()
                && parts.stream().map(JsonFields::of).allMatch(part -> {
                    String type = part.type();
                    return ("input_text".equals(type) && part.hasText("text"))
                            || ("encrypted_content".equals(type) && part.hasText("encrypted_content"));
                });
    }

    private static boolean reasoning(JsonFields item) {
        Slice summary = item.raw("summary");
        Slice encrypted = item.present("encrypted_content");
        int content = parts(item.present("content"), Set.of("reasoning_text", "text"));
        int summaries = parts(summary, Set.of("summary_text"));
        return content >= 0
                && summaries >= 0
                && (encrypted == null || encrypted.isString())
                && content + summaries + (encrypted == null ? 0 : 1) > 0;
    }

    /** How many texts of these types an array holds; -1 if it holds anything else, or is no array. */
    private static int parts(@Nullable Slice array, Set<String> types) {
        if (array == null) {
            return 0;
        }
        if (!array.isArray()) {
            return -1;
        }
        List<Slice> parts = JsonBytes.elements(array);
        for (Slice element : parts) {
            JsonFields part = JsonFields.of(element);
            String type = part.type();
            if (type == null || !types.contains(type) || !part.hasText("text")) {
                return -1;
            }
        }
        return parts.size();
    }
}

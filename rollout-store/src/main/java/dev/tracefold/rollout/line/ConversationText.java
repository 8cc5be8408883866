/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

import dev.tracefold.model.graph.ContextText;
import dev.tracefold.rollout.internal.Json;

/**
 * What people and the model said: the text rules shared by summaries, metadata and search.
 *
 * @param marker what stands before the user's own words in a message; everything up to it is context added by the client
 */
public record ConversationText(String marker) {
    /** The marker that the recording program uses. */
    public static final ConversationText DEFAULT = new ConversationText("## My request for Codex:");

    /** The most that is kept of a title, a preview or a first message. */
    static final int MAX_CODE_POINTS = 4_000;

    /** The user's own words: what follows the first marker, or everything; trimmed. */
    public String strip(String message) {
        int at = message.indexOf(marker);
        return (at < 0 ? message : message.substring(at + marker.length())).strip();
    }

    /** The words of a {@code user_message} payload, capped; may be empty. */
    public String userText(JsonNode userMessage) {
        String message = Json.text(userMessage, "message");
        return message == null ? "" : cap(strip(message));
    }

    /** What to show for a {@code user_message}: its words, else a placeholder for what was attached, else nothing. */
    public Optional<String> preview(JsonNode userMessage) {
        String text = userText(userMessage);
        if (!text.isEmpty()) {
            return Optional.of(text);
        }
        if (hasAny(userMessage, "images") || hasAny(userMessage, "local_images")) {
            return Optional.of("[Image]");
        }
        if (hasAny(userMessage, "audio") || hasAny(userMessage, "local_audio")) {
            return Optional.of("[Audio]");
        }
        return Optional.empty();
    }

    /** Cuts text to the length that the index keeps, never inside a code point. */
    public static String cap(String text) {
        if (text.length() <= MAX_CODE_POINTS || text.codePointCount(0, text.length()) <= MAX_CODE_POINTS) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, MAX_CODE_POINTS));
    }

    private static boolean hasAny(JsonNode node, String field) {
        JsonNode list = node.get(field);
        return list != null && !list.isNull() && (!list.isContainerNode() || !list.isEmpty());
    }

    /** The text that a search looks at: user and agent messages, and messages of user and assistant in the history. */
    public Optional<String> searchable(RolloutLine line) {
        if (line.is(LineType.EVENT_MSG, "user_message")) {
            String message = Json.text(line.payload(), "message");
            return Optional.ofNullable(message).map(this::strip);
        }
        if (line.is(LineType.EVENT_MSG, "agent_message")) {
            return Optional.ofNullable(Json.text(line.payload(), "message"));
        }
        if (line.is(LineType.RESPONSE_ITEM, "message")) {
            return messageText(line.payload());
        }
        return Optional.empty();
    }

    /** What a user says in a line, in the form of a {@code user_message}, which recorders of some versions do not write. */
    public static Optional<JsonNode> saidByUser(RolloutLine line) {
        if (line.is(LineType.EVENT_MSG, "user_message")) {
            return Optional.of(line.payload());
        }
        if (line.is(LineType.EVENT_MSG, "item_completed")) {
            return completedUserMessage(line.payload());
        }
        if (!line.bare() || !line.is(LineType.RESPONSE_ITEM, "message")) {
            return Optional.empty();
        }
        JsonNode message = line.payload();
        return Optional.of(message)
                .filter(said -> "user".equals(Json.text(said, "role")))
                .flatMap(ConversationText::messageText)
                .filter(text -> !ContextText.is(text))
                .map(text -> JsonNodeFactory.instance.objectNode().put("message", text));
    }

    /** What a user says in an {@code item_completed}, in the form of a {@code user_message}. */
    public static Optional<JsonNode> completedUserMessage(JsonNode completed) {
        JsonNode item = completed.path("item");
        if (!"UserMessage".equals(Json.text(item, "type"))) {
            return Optional.empty();
        }
        StringJoiner text = new StringJoiner("\n");
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        for (JsonNode part : item.path("content")) {
            String type = String.valueOf(Json.text(part, "type")).toLowerCase(Locale.ROOT);
            String said = Json.text(part, "text");
            if (said != null) {
                text.add(said);
            } else if (type.endsWith("image") || type.endsWith("audio")) {
                message.withArray(type.endsWith("image") ? "images" : "audio").add(part);
            }
        }
        return Optional.of(message.put("message", text.toString()));
    }

    private static Optional<String> messageText(JsonNode message) {
        String role = Json.text(message, "role");
        JsonNode content = message.get("content");
        if (content == null || !("user".equals(role) || "assistant".equals(role))) {
            return Optional.empty();
        }
        StringJoiner text = new StringJoiner(" ");
        for (JsonNode part : content) {
            String partText = Json.text(part, "text");
            if (partText != null) {
                text.add(partText);
            }
        }
        return Optional.of(text.toString());
    }
}

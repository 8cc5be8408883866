/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import static dev.tracefold.reducer.body.BodyException.malformedItem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentMessage;
import dev.tracefold.model.graph.ItemKind;
import dev.tracefold.model.graph.MessageChannel;
import dev.tracefold.model.graph.MessageRole;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.JsonCursor;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonNull;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.LongText;
import dev.tracefold.model.value.LongTexts;
import dev.tracefold.reducer.body.NormalizedItem.Head;

/** Turns the items of a payload into what they say: one method an item type of the model's interface. */
public final class ItemNormalizer {
    private static final Map<String, MessageRole> ROLES = new HashMap<>();

    static {
        for (MessageRole role : MessageRole.values()) {
            ROLES.put(WireNames.of(role), role);
        }
    }

    private ItemNormalizer() {}

    /**
     * Normalises the item that is a part of an array.
     *
     * @param levels how many levels of nesting are around it
     * @return null if items of this type are no part of the conversation
     * @throws MalformedJsonException if it is no JSON
     * @throws BodyException if the type is unknown or the item breaks its rule
     */
    public static @Nullable NormalizedItem normalize(byte[] json, int from, int to, int levels, LongTexts texts)
            throws MalformedJsonException, BodyException {
        NormalizedItem usual = UsualItem.read(new JsonCursor(json, from, to, texts));
        return usual != null ? usual : normalize(Json.parse(json, from, to, levels, texts));
    }

    /**
     * Normalises one item.
     *
     * @return null if items of this type are no part of the conversation
     * @throws BodyException if the type is unknown or the item breaks its rule
     */
    public static @Nullable NormalizedItem normalize(JsonValue value) throws BodyException {
        if (!(value instanceof JsonObject whole)) {
            throw malformedItem("an item is no object");
        }
        String type = text(whole, "type");
        if (type == null) {
            throw malformedItem("an item has no type");
        }
        JsonObject item = whole.without("internal_chat_message_metadata_passthrough");
        return switch (type) {
            case "additional_tools" -> null;
            case "message" -> message(item);
            case "agent_message" -> agentMessage(item);
            case "reasoning" -> reasoning(item);
            case "function_call" -> call(ItemKind.FUNCTION_CALL, text(item, "call_id"), argumentsPart(item));
            case "custom_tool_call" -> call(ItemKind.CUSTOM_TOOL_CALL, text(item, "call_id"), inputPart(item));
            case "tool_search_call", "web_search_call", "image_generation_call", "local_shell_call" ->
                call(ItemKind.FUNCTION_CALL, text(item, "call_id"), json(item));
            case "function_call_output" ->
                output(ItemKind.FUNCTION_CALL_OUTPUT, text(item, "call_id"), outputParts(item));
            case "custom_tool_call_output" ->
                output(ItemKind.CUSTOM_TOOL_CALL_OUTPUT, text(item, "call_id"), outputParts(item));
            case "tool_search_output", "mcp_tool_call_output" ->
                output(ItemKind.FUNCTION_CALL_OUTPUT, text(item, "call_id"), List.of(json(item)));
            case "compaction", "compaction_summary", "context_compaction" -> compaction(item);
            default ->
                throw new BodyException(
                        BodyException.Fault.UNSUPPORTED_ITEM, "items of the type " + type + " are not supported");
        };
    }

    private static NormalizedItem message(JsonObject item) throws BodyException {
        String roleName = text(item, "role");
        MessageRole role = roleName == null ? null : role(roleName);
        if (role == null) {
            throw malformedItem("a message has "
                    + (roleName == null ? "no role" : "the role " + roleName)
                    + ", not one of "
                    + String.join(", ", ROLES.keySet().stream().sorted().toList()));
        }
        return message(role, text(item, "phase"), contentParts(item.fields().get("content")));
    }

    static NormalizedItem message(MessageRole role, @Nullable String phase, List<Part> parts) {
        return new NormalizedItem(new Head(role, channel(phase), ItemKind.MESSAGE), null, null, parts);
    }

    /** The role of that name; null if there is none. */
    static @Nullable MessageRole role(String name) {
        return ROLES.get(name);
    }

    private static @Nullable MessageChannel channel(@Nullable String phase) {
        if (phase == null) {
            return null;
        }
        return switch (phase) {
            case "commentary" -> MessageChannel.COMMENTARY;
            case "final_answer" -> MessageChannel.FINAL;
            case "summary" -> MessageChannel.SUMMARY;
            default -> null;
        };
    }

    private static NormalizedItem agentMessage(JsonObject item) throws BodyException {
        String author = text(item, "author");
        String recipient = text(item, "recipient");
        if (author == null || recipient == null) {
            throw malformedItem("an agent_message has no " + (author == null ? "author" : "recipient"));
        }
        if (!(item.field("content") instanceof JsonArray content)) {
            throw malformedItem("an agent_message has no array content");
        }
        List<Part> parts = new ArrayList<>();
        for (JsonValue entry : content.values()) {
            String type = text(entry, "type");
            if ("input_text".equals(type)) {
                parts.add(new Part.Text(requiredLong(entry, "text", "input_text of an agent_message")));
            } else if ("encrypted_content".equals(type)) {
                parts.add(new Part.Encoded(
                        requiredLong(entry, "encrypted_content", "encrypted_content of an agent_message")));
            } else {
                throw malformedItem("an agent_message has an entry of type " + type);
            }
        }
        if (parts.isEmpty()) {
            throw malformedItem("an agent_message is empty");
        }
        return new NormalizedItem(
                new Head(MessageRole.ASSISTANT, MessageChannel.ANALYSIS, ItemKind.MESSAGE),
                new AgentMessage(author, recipient),
                null,
                parts);
    }

    private static NormalizedItem reasoning(JsonObject item) throws BodyException {
        List<Part> parts = new ArrayList<>();
        JsonValue content = item.field("content");
        if (content != null) {
            for (JsonValue entry : array(content, "content of reasoning").values()) {
                String type = text(entry, "type");
                if (!"reasoning_text".equals(type) && !"text".equals(type)) {
                    throw malformedItem("reasoning has a content entry of type " + type);
                }
                parts.add(new Part.Text(requiredLong(entry, "text", "content entry of reasoning")));
            }
        }
        JsonValue summary = item.fields().get("summary");
        if (summary != null) {
            for (JsonValue entry : array(summary, "summary of reasoning").values()) {
                String type = text(entry, "type");
                if (!"summary_text".equals(type)) {
                    throw malformedItem("reasoning has a summary entry of type " + type);
                }
                parts.add(new Part.Summary(requiredLong(entry, "text", "summary entry of reasoning")));
            }
        }
        JsonValue encrypted = item.field("encrypted_content");
        if (encrypted != null) {
            parts.add(new Part.Encoded(requiredLong(item, "encrypted_content", "encrypted_content of reasoning")));
        }
        if (parts.isEmpty()) {
            throw malformedItem("reasoning is empty");
        }
        return reasoning(parts);
    }

    static NormalizedItem reasoning(List<Part> parts) {
        return new NormalizedItem(
                new Head(MessageRole.ASSISTANT, MessageChannel.ANALYSIS, ItemKind.REASONING), null, null, parts);
    }

    static NormalizedItem call(ItemKind kind, @Nullable String callId, Part part) {
        return new NormalizedItem(
                new Head(MessageRole.ASSISTANT, MessageChannel.COMMENTARY, kind), null, callId(callId), List.of(part));
    }

    static NormalizedItem output(ItemKind kind, @Nullable String callId, List<Part> parts) {
        return new NormalizedItem(
                new Head(MessageRole.TOOL, MessageChannel.COMMENTARY, kind), null, callId(callId), parts);
    }

    private static NormalizedItem compaction(JsonObject item) throws BodyException {
        LongText blob = requiredLong(item, "encrypted_content", "a compaction item");
        return new NormalizedItem(
                new Head(MessageRole.ASSISTANT, MessageChannel.SUMMARY, ItemKind.MESSAGE),
                null,
                null,
                List.of(new Part.Encoded(blob)));
    }

    private static Part argumentsPart(JsonObject item) {
        JsonValue arguments = item.fields().get("arguments");
        if (arguments == null) {
            return new Part.InPayload("payload", ContentDigest.ABSENT);
        }
        String text = arguments.text();
        if (text == null) {
            return json(arguments);
        }
        JsonValue json = Json.parseIfAny(text);
        return json == null ? new Part.Text(LongText.of(text)) : json(json);
    }

    private static Part inputPart(JsonObject item) {
        LongText input = longText(item, "input");
        return input == null ? json(item) : inputPart(text(item, "name"), input);
    }

    static Part inputPart(@Nullable String tool, LongText input) {
        return "exec".equals(tool) ? new Part.Code("javascript", input) : new Part.Text(input);
    }

    private static List<Part> outputParts(JsonObject item) {
        JsonValue output = item.fields().get("output");
        if (output == null) {
            return List.of(new Part.InPayload("tool_output", ContentDigest.ABSENT));
        }
        LongText text = output.longText();
        if (text != null) {
            return List.of(new Part.Text(text));
        }
        return output instanceof JsonArray ? contentParts(output) : List.of(json(output));
    }

    private static List<Part> contentParts(@Nullable JsonValue content) {
        if (!(content instanceof JsonArray array)) {
            return List.of(new Part.InPayload("content", ContentDigest.of(content)));
        }
        List<Part> parts = new ArrayList<>();
        for (JsonValue entry : array.values()) {
            String type = text(entry, "type");
            if ("input_text".equals(type) || "output_text".equals(type) || "text".equals(type)) {
                LongText text = longText(entry, "text");
                if (text != null) {
                    parts.add(new Part.Text(text));
                }
            } else {
                parts.add(new Part.InPayload(type == null ? "content" : type, ContentDigest.of(entry)));
            }
        }
        return parts.isEmpty() ? List.of(new Part.InPayload("empty_content", ContentDigest.of(content))) : parts;
    }

    static Part json(JsonValue value) {
        return new Part.Json(JsonSummary.of(value));
    }

    private static @Nullable CallId callId(@Nullable String text) {
        return text == null ? null : CallId.shared(text);
    }

    private static @Nullable String text(JsonValue value, String field) {
        JsonValue found = value.field(field);
        return found == null ? null : found.text();
    }

    private static @Nullable LongText longText(JsonValue value, String field) {
        JsonValue found = value.field(field);
        return found == null ? null : found.longText();
    }

    private static LongText requiredLong(JsonValue value, String field, String where) throws BodyException {
        LongText text = longText(value, field);
        if (text == null) {
            throw malformedItem(where + " lacks a string " + field);
        }
        return text;
    }

    private static JsonArray array(JsonValue value, String what) throws BodyException {
        if (!(value instanceof JsonArray array)) {
            throw malformedItem("the " + what + " is " + (value == JsonNull.NULL ? "null" : "no array"));
        }
        return array;
    }
}

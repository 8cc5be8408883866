/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.JsonValue.JsonString;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.lookup.Names;

/**
 * What was said, as the GenAI conventions have it: messages of a role and parts. Each request repeats the history, so only
 * its newest messages are told; and of each part only the beginning.
 */
final class OtlpMessages {
    static final int LONGEST_PART = 16_384;
    static final int LONGEST_LIST = 65_536;

    private final RolloutTrace graph;

    OtlpMessages(RolloutTrace graph) {
        this.graph = graph;
    }

    /**
     * Messages, and what is not in them.
     *
     * @param omitted how many older messages are left out
     * @param cut how many characters of the others are
     */
    record Told(JsonValue messages, long omitted, long cut) {}

    /** The messages of a list of items, newest last. */
    Told of(List<ItemId> ids, @Nullable String finishReason, NameOfCall names) {
        List<JsonValue> newestFirst = new ArrayList<>();
        long[] cut = new long[1];
        long length = 0;
        int i = ids.size();
        while (i > 0) {
            ConversationItem item = graph.conversationItems().get(ids.get(i - 1));
            if (item != null) {
                long cutBefore = cut[0];
                JsonObject message = message(item, finishReason, names, cut);
                length += message.compact().length();
                if (length > LONGEST_LIST && !newestFirst.isEmpty()) {
                    cut[0] = cutBefore;
                    break;
                }
                newestFirst.add(message);
            }
            i--;
        }
        Collections.reverse(newestFirst);
        return new Told(new JsonArray(newestFirst), i, cut[0]);
    }

    /** Knows a call by its id; items only say what it was given. */
    interface NameOfCall {
        @Nullable
        ToolCall of(CallId call);
    }

    private static JsonObject message(
            ConversationItem item, @Nullable String finishReason, NameOfCall names, long[] cut) {
        List<JsonValue> parts = new ArrayList<>();
        switch (item.kind()) {
            case FUNCTION_CALL, CUSTOM_TOOL_CALL -> parts.add(call(item, names, cut));
            case FUNCTION_CALL_OUTPUT, CUSTOM_TOOL_CALL_OUTPUT ->
                parts.add(new Fields()
                        .text("type", "tool_call_response")
                        .text("id", id(item))
                        .text("response", words(item, cut))
                        .object());
            case MESSAGE -> parts(item, "text", parts, cut);
            case REASONING -> parts(item, "reasoning", parts, cut);
            case COMPACTION_MARKER -> parts.add(part("text", new BodyPart.Text("(history compacted)"), cut));
        }
        Fields message = new Fields().text("role", WireNames.of(item.role())).array("parts", parts);
        return finishReason == null
                ? message.object()
                : message.text("finish_reason", finishReason).object();
    }

    private static JsonObject call(ConversationItem item, NameOfCall names, long[] cut) {
        CallId callId = item.callId();
        ToolCall tool = callId == null ? null : names.of(callId);
        return new Fields()
                .text("type", "tool_call")
                .text("id", id(item))
                .text("name", tool == null ? "unknown" : Names.tool(tool.kind()))
                .text("arguments", words(item, cut))
                .object();
    }

    private static @Nullable String id(ConversationItem item) {
        CallId callId = item.callId();
        return callId == null ? null : callId.value();
    }

    private static void parts(ConversationItem item, String type, List<JsonValue> parts, long[] cut) {
        long length = 0;
        for (BodyPart part : item.parts()) {
            String words = words(part);
            if (length < LONGEST_LIST) {
                parts.add(part(type, part, cut));
                length += Math.min(words.length(), LONGEST_PART);
            } else {
                cut[0] += words.length();
            }
        }
    }

    private static JsonObject part(String type, BodyPart part, long[] cut) {
        return new Fields()
                .text("type", type)
                .text("content", shortened(words(part), cut))
                .object();
    }

    private static String words(ConversationItem item, long[] cut) {
        StringBuilder words = new StringBuilder();
        for (BodyPart part : item.parts()) {
            words.append(words.length() == 0 ? "" : "\n").append(words(part));
        }
        return shortened(words.toString(), cut);
    }

    /** Everything a person could read. Of JSON, the graph itself holds but the beginning. */
    static String words(BodyPart part) {
        if (part instanceof BodyPart.Text text) {
            return text.text().toString();
        } else if (part instanceof BodyPart.Summary summary) {
            return summary.text().toString();
        } else if (part instanceof BodyPart.Encoded encoded) {
            return "(" + encoded.label() + ", " + encoded.value().toString().length() + " characters)";
        } else if (part instanceof BodyPart.Json json) {
            return json.summary();
        } else if (part instanceof BodyPart.Code code) {
            return code.source().toString();
        } else if (part instanceof BodyPart.InPayload ref) {
            return "(" + ref.label() + ", in " + ref.rawPayloadId() + ")";
        }
        throw new IllegalArgumentException("no such part: " + part);
    }

    /** A text for an attribute of its own. */
    static JsonString bounded(String text, long[] cut) {
        return new JsonString(shortened(text, cut));
    }

    private static String shortened(String text, long[] cut) {
        if (text.length() <= LONGEST_PART) {
            return text;
        }
        String beginning = Names.cut(text, LONGEST_PART);
        cut[0] += text.length() - (beginning.length() - 1);
        return beginning;
    }
}

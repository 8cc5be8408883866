/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.line.RolloutLine;

/**
 * One line of a session in words.
 *
 * @param who speaks or acts
 * @param repeats whether other lines say the same, or it is about the session and not of it
 */
record LineText(String who, String what, boolean repeats) {
    private static final int LONGEST = 2_000;
    private static final Set<String> SAID_ELSEWHERE =
            Set.of("user_message", "agent_message", "agent_reasoning", "agent_reasoning_raw_content", "token_count");

    private static final Set<String> ITEMS_SAID_ELSEWHERE = Set.of("UserMessage", "AgentMessage", "Reasoning");

    static LineText of(RolloutLine line) {
        JsonNode payload = line.payload();
        String item = line.itemType() == null ? "" : line.itemType();
        return switch (line.type()) {
            case RESPONSE_ITEM -> item(item, payload);
            case EVENT_MSG ->
                item.equals("item_completed")
                        ? completed(payload.path("item"))
                        : new LineText(item, event(payload), SAID_ELSEWHERE.contains(item));
            case COMPACTED ->
                new LineText(
                        "compacted",
                        cut(payload.path("message").asText())
                                + (payload.path("replacement_history").isArray()
                                        ? " ("
                                                + payload.path("replacement_history")
                                                        .size() + " items in place of all before)"
                                        : ""),
                        false);
            case SESSION_META -> new LineText("session", payload.path("cwd").asText(), true);
            case TURN_CONTEXT ->
                new LineText(
                        "turn context",
                        payload.path("model").asText() + "  "
                                + payload.path("cwd").asText(),
                        true);
            case WORLD_STATE, INTER_AGENT_COMMUNICATION, RETAINED_CONTEXT, SECURITY_RISK_SCORE, REALTIME_ITEM ->
                new LineText(line.type().jsonName(), cut(payload.toString()), false);
            case INTER_AGENT_COMMUNICATION_METADATA, TOKEN_USAGE_RECORD ->
                new LineText(line.type().jsonName(), cut(payload.toString()), true);
        };
    }

    private static LineText item(String item, JsonNode payload) {
        return switch (item) {
            case "message" ->
                new LineText(payload.path("role").asText("message"), content(payload.path("content")), false);
            case "reasoning" -> new LineText("reasoning", reasoning(payload), false);
            case "function_call", "custom_tool_call" ->
                new LineText("call " + payload.path("name").asText(), cut(first(payload, "arguments", "input")), false);
            case "function_call_output", "custom_tool_call_output" ->
                new LineText("result", cut(text(payload.path("output"))), false);
            case "local_shell_call", "web_search_call" ->
                new LineText(
                        "call " + item.substring(0, item.length() - "_call".length()),
                        cut(text(payload.path("action"))),
                        false);
            default -> new LineText(item, cut(payload.toString()), false);
        };
    }

    /** What newer recorders write instead of events of its own for each kind of item. */
    private static LineText completed(JsonNode item) {
        String type = item.path("type").asText();
        return new LineText(type, event(item), ITEMS_SAID_ELSEWHERE.contains(type));
    }

    private static String event(JsonNode payload) {
        if (payload.path("exit_code").isInt()) {
            JsonNode command = payload.path("command");
            return cut("$ " + text(command.path(command.size() - 1)) + "  exit "
                    + payload.path("exit_code").asInt());
        }
        String said = first(payload, "message", "text", "reason", "turn_id");
        if (said.isEmpty()) {
            // The type stands before it already.
            return payload.size() <= 1 ? "" : cut(payload.toString());
        }
        return cut(said);
    }

    private static String reasoning(JsonNode payload) {
        String said = content(payload.path("summary"));
        said = said.isEmpty() ? content(payload.path("content")) : said;
        return said.isEmpty() && payload.hasNonNull("encrypted_content") ? "(encrypted)" : said;
    }

    private static String content(JsonNode parts) {
        StringBuilder said = new StringBuilder();
        for (JsonNode part : parts) {
            String text = part.path("text").asText();
            said.append(said.isEmpty() ? "" : " ")
                    .append(text.isEmpty() ? "(" + part.path("type").asText() + ")" : text);
            if (said.length() > LONGEST) {
                break;
            }
        }
        return cut(said.toString());
    }

    private static String first(JsonNode payload, String... fields) {
        for (String field : fields) {
            @Nullable JsonNode value = payload.get(field);
            if (value != null && !value.isNull()) {
                return text(value);
            }
        }
        return "";
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.isMissingNode() ? "" : value.toString();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}

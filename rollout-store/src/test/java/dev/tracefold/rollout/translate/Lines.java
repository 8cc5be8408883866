/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The lines of a rollout, one method for each kind. JSON in arguments may have single quotes, which read better in Java. */
final class Lines {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    /** The session that {@link #META} starts. */
    static final String SESSION = "018f0c52-0000-7000-8000-000000000001";

    /** When every line was written that does not say otherwise, 2026-03-01T10:00:00.120Z. */
    static final long TIME = 1_772_359_200_120L;

    static final String META = meta(SESSION, "'source':'cli','model_provider':'acme'");

    private Lines() {}

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** A line with a payload that is written as it is given. */
    static String line(String type, String payload) {
        return "{\"timestamp\":\"2026-03-01T10:00:00.120Z\",\"type\":\"" + type + "\",\"payload\":" + payload + "}";
    }

    /** The same line, written at another time. */
    static String at(String time, String line) {
        return line.replace("2026-03-01T10:00:00.120Z", time);
    }

    private static String line(String type, JsonNode payload) {
        return line(type, payload.toString());
    }

    /** A header: the fields that every header has, and others. */
    static String meta(String id, String others) {
        return line(
                "session_meta",
                json("{'id':'" + id + "','timestamp':'2026-03-01T09:59:58.004Z','cwd':'/home/ada/shop',"
                        + "'originator':'shop_cli','cli_version':'1.4.0'," + others + "}"));
    }

    static String context(String model) {
        return line("turn_context", json("{'cwd':'/home/ada/shop','model':'" + model + "','effort':'high'}"));
    }

    static String event(String json) {
        return line("event_msg", json(json));
    }

    static String started(String turn) {
        return event("{'type':'task_started','turn_id':'" + turn + "'}");
    }

    static String complete(String turn) {
        return event("{'type':'task_complete','turn_id':'" + turn + "'}");
    }

    static String aborted(String turn) {
        return event("{'type':'turn_aborted','turn_id':'" + turn + "','reason':'interrupted'}");
    }

    static String userEvent(String text) {
        return event("{'type':'user_message','message':'" + text + "','images':[]}");
    }

    /** A token count: all that the session has used so far, and what the last request did. */
    static String tokens(int total, int input, int output) {
        return event("{'type':'token_count','info':{'total_token_usage':{'total_tokens':" + total
                + "},'last_token_usage':{'input_tokens':" + input + ",'output_tokens':" + output + "}}}");
    }

    static String rolledBack(int turns) {
        return event("{'type':'thread_rolled_back','num_turns':" + turns + "}");
    }

    static String item(String json) {
        return line("response_item", json(json));
    }

    static String message(String role, String text) {
        String kind = role.equals("assistant") ? "output_text" : "input_text";
        return "{'type':'message','role':'" + role + "','content':[{'type':'" + kind + "','text':'" + text + "'}]}";
    }

    static String user(String text) {
        return item(message("user", text));
    }

    static String assistant(String text) {
        return item(message("assistant", text));
    }

    static String reasoning(String text) {
        return item("{'type':'reasoning','summary':[{'type':'summary_text','text':'" + text + "'}]}");
    }

    /** A call of a function; the rollout holds its arguments as a string. */
    static String call(String callId, String name, String arguments) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.put("type", "function_call").put("name", name);
        item.put("arguments", json(arguments).toString()).put("call_id", callId);
        return line("response_item", item);
    }

    static String call(String callId) {
        return call(callId, "look", "{}");
    }

    static String output(String callId, String text) {
        return item("{'type':'function_call_output','call_id':'" + callId + "','output':'" + text + "'}");
    }

    static String compacted(String summary) {
        return line("compacted", json("{'message':'" + summary + "'}"));
    }

    static String compacted(String summary, String... items) {
        return line(
                "compacted",
                json("{'message':'" + summary + "','replacement_history':[" + String.join(",", items) + "]}"));
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The items that travel between an agent and its model. */
final class Items {
    private Items() {}

    static ObjectNode object(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    static ObjectNode message(String role, String text) {
        ObjectNode message = object("message").put("role", role);
        message.putArray("content")
                .add(object(role.equals("assistant") ? "output_text" : "input_text")
                        .put("text", text));
        return message;
    }

    /** A message from one agent to another, as its reader's model sees it. */
    static ObjectNode agentMessage(String author, String recipient, String text) {
        ObjectNode message = object("agent_message").put("author", author).put("recipient", recipient);
        message.putArray("content").add(object("input_text").put("text", text));
        return message;
    }

    static ObjectNode call(String callId, String tool, String arguments) {
        return object("function_call")
                .put("name", tool)
                .put("arguments", arguments)
                .put("call_id", callId);
    }

    static ObjectNode output(String callId, String text) {
        return object("function_call_output").put("call_id", callId).put("output", text);
    }

    /** The body of a request that resends the whole history. */
    static ObjectNode request(String model, List<ObjectNode> history) {
        ObjectNode request =
                JsonNodeFactory.instance.objectNode().put("model", model).put("stream", true);
        request.putArray("input").addAll(history);
        return request;
    }
}

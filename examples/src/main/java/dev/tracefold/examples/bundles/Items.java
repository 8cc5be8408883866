/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bundles;

import dev.tracefold.model.value.JsonValue.JsonString;

/** Conversation items as a model provider's API has them. */
final class Items {
    private Items() {}

    /** A text as a JSON string. */
    static String quoted(String text) {
        return new JsonString(text).compact();
    }

    static String message(String role, String text) {
        String type = role.equals("assistant") ? "output_text" : "input_text";
        return """
                {"type": "message", "role": "%s", "content": [{"type": "%s", "text": %s}]}""".formatted(role, type, quoted(text));
    }

    static String answer(String text) {
        return """
                {"type": "message", "role": "assistant", "phase": "final_answer", "content": [{"type": "output_text", "text": %s}]}""".formatted(quoted(text));
    }

    static String reasoning(String summary, String blob) {
        return """
                {"type": "reasoning", "summary": [{"type": "summary_text", "text": %s}], "encrypted_content": "%s"}""".formatted(quoted(summary), blob);
    }

    static String call(String callId, String name, String arguments) {
        return """
                {"type": "function_call", "call_id": "%s", "name": "%s", "arguments": %s}""".formatted(callId, name, quoted(arguments));
    }

    static String output(String callId, String output) {
        return """
                {"type": "function_call_output", "call_id": "%s", "output": %s}""".formatted(callId, quoted(output));
    }

    static String code(String callId, String source) {
        return """
                {"type": "custom_tool_call", "call_id": "%s", "name": "exec", "input": %s}""".formatted(callId, quoted(source));
    }

    static String codeOutput(String callId, String output) {
        return """
                {"type": "custom_tool_call_output", "call_id": "%s", "output": %s}""".formatted(callId, quoted(output));
    }

    /** What one agent says to another. */
    static String agentMessage(String author, String recipient, String text) {
        return """
                {"type": "agent_message", "author": "%s", "recipient": "%s", "content": [{"type": "input_text", "text": %s}]}""".formatted(author, recipient, quoted(text));
    }
}

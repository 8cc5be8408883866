/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.simulated;

import org.jspecify.annotations.Nullable;

/** The JSON of conversation items, written briefly. */
public final class Say {
    private Say() {}

    public static String user(String text) {
        return "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":"
                + Js.quoted(text) + "}]}";
    }

    public static String assistant(String text) {
        return "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":"
                + Js.quoted(text) + "}]}";
    }

    public static String call(String callId, String arguments) {
        return "{\"type\":\"function_call\",\"name\":\"f\",\"call_id\":" + Js.quoted(callId) + ",\"arguments\":"
                + Js.quoted(arguments) + "}";
    }

    public static String output(String callId, String text) {
        return "{\"type\":\"function_call_output\",\"call_id\":" + Js.quoted(callId) + ",\"output\":" + Js.quoted(text)
                + "}";
    }

    /** The source of a code cell. */
    public static String code(String callId) {
        return "{\"type\":\"custom_tool_call\",\"name\":\"exec\",\"call_id\":" + Js.quoted(callId)
                + ",\"input\":\"js\"}";
    }

    public static String codeOutput(String callId, String text) {
        return "{\"type\":\"custom_tool_call_output\",\"call_id\":" + Js.quoted(callId) + ",\"output\":"
                + Js.quoted(text) + "}";
    }

    public static String reasoning(@Nullable String text, @Nullable String summary, @Nullable String blob) {
        return "{\"type\":\"reasoning\""
                + (text == null ? "" : ",\"content\":[{\"type\":\"text\",\"text\":" + Js.quoted(text) + "}]")
                + (summary == null
                        ? ""
                        : ",\"summary\":[{\"type\":\"summary_text\",\"text\":" + Js.quoted(summary) + "}]")
                + (blob == null ? "" : ",\"encrypted_content\":" + Js.quoted(blob))
                + "}";
    }

    public static String agentMessage(String author, String recipient, String text) {
        return "{\"type\":\"agent_message\",\"author\":" + Js.quoted(author) + ",\"recipient\":" + Js.quoted(recipient)
                + ",\"content\":[{\"type\":\"input_text\",\"text\":" + Js.quoted(text) + "}]}";
    }
}

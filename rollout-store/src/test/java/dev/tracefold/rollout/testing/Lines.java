/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.testing;

import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutItem;

/** Sample lines, as text without a newline, and sample items. */
public final class Lines {
    private Lines() {}

    public static ThreadId id(int n) {
        return new ThreadId(String.format("018f0c52-0000-7000-8000-%012x", n));
    }

    public static String meta(ThreadId id) {
        return meta(id, "");
    }

    /** A header with further fields, each starting with a comma. */
    public static String meta(ThreadId id, String extra) {
        return line(
                "session_meta",
                "{\"id\":\"" + id
                        + "\",\"timestamp\":\"2026-03-01T09:59:58.004Z\",\"cwd\":\"/home/ada/shop\","
                        + "\"originator\":\"shop_cli\",\"cli_version\":\"1.4.0\",\"source\":\"cli\","
                        + "\"model_provider\":\"acme\"" + extra + "}");
    }

    public static String user(String text) {
        return line("event_msg", userPayload(text));
    }

    private static String userPayload(String text) {
        return "{\"type\":\"user_message\",\"message\":\"" + text + "\",\"images\":[],\"local_images\":[]}";
    }

    public static String agent(String text) {
        return line("event_msg", "{\"type\":\"agent_message\",\"message\":\"" + text + "\"}");
    }

    public static String response(String role, String text) {
        String kind = role.equals("user") ? "input_text" : "output_text";
        return line(
                "response_item",
                "{\"type\":\"message\",\"role\":\"" + role + "\",\"content\":[{\"type\":\"" + kind + "\",\"text\":\""
                        + text + "\"}]}");
    }

    public static String line(String type, String payload) {
        return "{\"timestamp\":\"2026-03-01T10:00:00.120Z\",\"type\":\"" + type + "\",\"payload\":" + payload + "}";
    }

    public static RolloutItem userItem(String text) {
        return RolloutItem.ofJson(LineType.EVENT_MSG, userPayload(text));
    }

    public static RolloutItem agentItem(String text) {
        return RolloutItem.ofJson(LineType.EVENT_MSG, "{\"type\":\"agent_message\",\"message\":\"" + text + "\"}");
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonBoolean;
import dev.tracefold.model.value.JsonValue.JsonObject;

/** A message between agents, in whichever form it stands in a conversation. */
record AgentWords(String author, String recipient, String content) {
    private static final String ROOT = "/root";

    /** The form that runtimes used before items had a type for it: a JSON object in a message of its own. */
    static @Nullable AgentWords parse(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return null;
        }
        JsonValue json = Json.parseIfAny(text);
        if (json == null) {
            return null;
        }
        String author = path(json.field("author"));
        String recipient = path(json.field("recipient"));
        String content = text(json.field("content"));
        if (!(json instanceof JsonObject)
                || author == null
                || recipient == null
                || content == null
                || !(json.field("trigger_turn") instanceof JsonBoolean)
                || !arePaths(json.field("other_recipients"))) {
            return null;
        }
        JsonValue encrypted = json.field("encrypted_content");
        if (encrypted == null) {
            return new AgentWords(author, recipient, content);
        }
        String blob = encrypted.text();
        return blob == null ? null : new AgentWords(author, recipient, blob);
    }

    private static @Nullable String text(@Nullable JsonValue value) {
        return value == null ? null : value.text();
    }

    private static @Nullable String path(@Nullable JsonValue value) {
        String text = text(value);
        return text != null && isPath(text) ? text : null;
    }

    /** Whether it is the way to an agent. Who speaks may make it as long as he likes, so no pattern goes down into it. */
    static boolean isPath(String text) {
        if (!text.startsWith(ROOT)) {
            return text.equals("/morpheus");
        }
        int at = ROOT.length();
        while (at < text.length() && text.charAt(at) == '/') {
            int end = at + 1;
            while (end < text.length() && isOfName(text.charAt(end))) {
                end++;
            }
            if (end == at + 1 || text.substring(at, end).equals(ROOT)) {
                return false;
            }
            at = end;
        }
        return at == text.length();
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }

    private static boolean arePaths(@Nullable JsonValue value) {
        return value == null
                || (value instanceof JsonArray array
                        && array.values().stream().allMatch(element -> path(element) != null));
    }
}

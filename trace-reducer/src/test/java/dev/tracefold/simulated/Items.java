/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.simulated;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonObject;

/** The items of a generated session. */
final class Items {
    private final SessionGenerator session;

    Items(SessionGenerator session) {
        this.session = session;
    }

    JsonObject message(String role, String text) {
        List<JsonValue> content = new ArrayList<>();
        content.add(Js.object("type", role.equals("assistant") ? "output_text" : "input_text", "text", text));
        if (session.chance(15)) {
            content.add(session.pick(
                    Js.object("type", "input_image", "image_url", "data:image/png;base64," + session.words.some()),
                    Js.object("image", 1.5),
                    Js.of(null),
                    Js.object("type", "input_text")));
        }
        return session.chance(4)
                ? Js.object("type", "message", "role", role, "content", session.chance(50) ? text : null)
                : Js.object("type", "message", "role", role, "content", content);
    }

    /** A message from one agent to another, in one of the forms that there are for it. */
    JsonObject delivery(String author, String recipient, String message) {
        return switch (session.random.nextInt(4)) {
            case 0 -> agentMessage(author, recipient, Js.object("type", "input_text", "text", message));
            case 1 ->
                agentMessage(author, recipient, Js.object("type", "encrypted_content", "encrypted_content", message));
            case 2 ->
                agentMessage(
                        author,
                        recipient,
                        Js.object("type", "input_text", "text", "header"),
                        Js.object("type", "encrypted_content", "encrypted_content", message));
            default ->
                Js.object(
                        "type",
                        "message",
                        "role",
                        "assistant",
                        "content",
                        Js.array(Js.object(
                                "type",
                                "output_text",
                                "text",
                                Js.object(
                                                "author", author,
                                                "recipient", recipient,
                                                "other_recipients", Js.array(),
                                                "content", message,
                                                "trigger_turn", true)
                                        .compact())));
        };
    }

    private static JsonObject agentMessage(String author, String recipient, JsonValue... content) {
        return Js.object(
                "type", "agent_message", "author", author, "recipient", recipient, "content", Js.array((Object[])
                        content));
    }

    JsonObject reasoning() {
        JsonObject item = Js.object("type", "reasoning", "summary", Js.array(), "encrypted_content", session.id("enc"));
        if (session.chance(60)) {
            item = Js.with(item, "summary", Js.array(Js.object("type", "summary_text", "text", session.words.some())));
        }
        return session.chance(30) ? readable(item) : item;
    }

    private JsonObject readable(JsonObject reasoning) {
        return Js.with(
                reasoning, "content", Js.array(Js.object("type", "reasoning_text", "text", session.words.some())));
    }

    JsonObject compaction() {
        return Js.object(
                "type",
                session.pick("compaction", "compaction_summary", "context_compaction"),
                "encrypted_content",
                session.id("sum"));
    }

    /** An item of an answer as later requests carry it. */
    JsonObject resent(JsonObject item) {
        String type = String.valueOf(item.fields().get("type").text());
        if (type.equals("reasoning") && session.chance(70)) {
            JsonObject blob = Js.object(
                    "type",
                    "reasoning",
                    "content",
                    null,
                    "encrypted_content",
                    item.fields().get("encrypted_content"));
            return session.chance(50) ? readable(blob) : blob;
        }
        return session.chance(20)
                ? Js.with(item, "internal_chat_message_metadata_passthrough", Js.object("turn_id", "x"))
                : item;
    }

    /** A history as a runtime may send it: as it is, mostly; else cut, shuffled, or said twice in places. */
    List<JsonValue> retold(List<JsonObject> history) {
        List<JsonValue> told = new ArrayList<>(history);
        if (session.chance(15) && !told.isEmpty()) {
            told.remove(session.random.nextInt(told.size()));
        }
        if (session.chance(10) && !told.isEmpty()) {
            told.add(session.random.nextInt(told.size()), session.pick(told));
        }
        if (session.chance(8)) {
            Collections.shuffle(told, session.random);
        }
        if (session.chance(15)) {
            told.add(session.random.nextInt(told.size() + 1), Js.object("type", "additional_tools", "tools", 7));
        }
        return told;
    }
}

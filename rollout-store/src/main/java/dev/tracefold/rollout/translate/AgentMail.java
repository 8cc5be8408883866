/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message from one agent to another that has a line of its own, {@code inter_agent_communication}. The model is shown it
 * as an item, which this makes of it.
 */
final class AgentMail {
    private AgentMail() {}

    /** The item; null if the line does not say who wrote what to whom. */
    static @Nullable Slice item(JsonFields line) {
        String author = line.text("author");
        String recipient = line.text("recipient");
        Slice encrypted = line.present("encrypted_content");
        Slice words = encrypted == null ? line.raw("content") : encrypted;
        if (author == null || recipient == null || words == null || !words.isString()) {
            return null;
        }
        List<Slice> parts = encrypted == null
                ? List.of(part("input_text", "text", words))
                : List.of(heading(line, author, recipient), part("encrypted_content", "encrypted_content", words));
        return slice(new Body()
                .text("type", "agent_message")
                .text("author", author)
                .text("recipient", recipient)
                .array("content", parts));
    }

    /** What a model is told of words that only its provider can read. */
    private static Slice heading(JsonFields line, String author, String recipient) {
        boolean task = line.isTrue("trigger_turn");
        return slice(new Body()
                .text("type", "input_text")
                .text(
                        "text",
                        "Message Type: " + (task ? "NEW_TASK" : "MESSAGE") + "\nTask name: " + recipient + "\nSender: "
                                + author + "\nPayload:\n"));
    }

    private static Slice part(String type, String field, Slice words) {
        return slice(new Body().text("type", type).raw(field, words));
    }

    private static Slice slice(Body body) {
        return Slice.of(body.made().bytes());
    }
}

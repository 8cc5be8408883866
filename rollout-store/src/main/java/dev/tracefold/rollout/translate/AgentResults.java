/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.RawEventPayload;

/** The last words that agents of a session send to others. They are told by who gets them, in mail of a kind of its own. */
final class AgentResults {
    private static final String RESULT = "Message Type: FINAL_ANSWER";

    private final Map<String, Agent> agents = new HashMap<>();
    private final Set<EdgeId> told = new HashSet<>();

    private record Agent(Emitter emitter, Turns turns) {}

    /** An agent has started; of two that go by the same path, mail is the first one's. */
    void started(String path, Emitter emitter, Turns turns) {
        agents.putIfAbsent(path, new Agent(emitter, turns));
    }

    /** An item comes to an agent, which may be such mail. */
    void arrived(JsonFields item, String path, ThreadId recipient, long time) {
        String author = item.text("author");
        Agent sender = author == null || author.equals(path) ? null : agents.get(author);
        TurnId turn = sender == null ? null : sender.turns().last();
        String words = sender != null && path.equals(item.text("recipient")) ? words(item) : null;
        if (sender == null || turn == null || words == null) {
            return;
        }
        ThreadId child = sender.emitter().threadId();
        EdgeId id = new EdgeId("edge:agent_result:" + child + ":" + turn + ":" + recipient);
        if (told.add(id)) {
            sender.emitter()
                    .emit(time, turn, new RawEventPayload.AgentResultObserved(id, child, turn, recipient, words, null));
        }
    }

    /** What the reduction takes as the words of mail, if it is a result. */
    private static @Nullable String words(JsonFields item) {
        Slice content = item.raw("content");
        List<Slice> parts = content == null || !content.isArray() ? List.of() : JsonBytes.elements(content);
        String text = parts.isEmpty() ? null : JsonFields.of(parts.get(0)).text("text");
        if (text == null || !text.startsWith(RESULT) || parts.size() > 2) {
            return null;
        }
        return parts.size() == 1 ? text : JsonFields.of(parts.get(1)).text("encrypted_content");
    }
}

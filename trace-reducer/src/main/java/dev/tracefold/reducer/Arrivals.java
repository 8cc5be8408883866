/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentMessage;
import dev.tracefold.model.graph.ItemKind;
import dev.tracefold.model.graph.MessageRole;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.reducer.body.NormalizedItem;
import dev.tracefold.reducer.body.Part;

/** Items by which something from another agent arrives, and the last word of each turn, which goes to another agent. */
final class Arrivals {
    /** Whose words an item brings to whom. */
    record Key(ThreadId recipient, String author, String message) {}

    /** A turn of a thread. */
    record ResultKey(ThreadId threadId, TurnId turnId) {
        // Spelled out: a record finds out at run time how to compare itself, and this one is in nearly every session.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ResultKey key && key.turnId.equals(turnId) && key.threadId.equals(threadId);
        }

        @Override
        public int hashCode() {
            return 31 * threadId.hashCode() + turnId.hashCode();
        }
    }

    private Arrivals() {}

    /** A new item: the first delivery that waits for it takes it, else it is kept for a delivery to come. */
    static void seen(Draft draft, Item item) throws Refusal {
        rememberResult(draft, item);
        AgentWords words = words(item.content());
        if (words == null
                || !words.recipient()
                        .equals(draft.thread(item.threadId()).thread().agentPath())) {
            return;
        }
        Delivery.Key key = new Delivery.Key(item.threadId(), words.content());
        for (EdgeId id : draft.awaited.getOrElse(key, Vector.empty())) {
            Delivery delivery = draft.deliveries.get(id).get();
            if (words.author().equals(pathOf(draft, delivery.sender()))) {
                AgentSteps.arrive(draft, delivery, item.id());
                return;
            }
        }
        Key arrival = new Key(item.threadId(), words.author(), words.content());
        draft.arrivals = draft.arrivals.put(
                arrival, draft.arrivals.getOrElse(arrival, Vector.empty()).append(item.id()));
    }

    /** Takes the first item that fits a delivery and answers no other. */
    static @Nullable ItemId take(Draft draft, Delivery delivery) {
        String author = pathOf(draft, delivery.sender());
        if (author == null) {
            return null;
        }
        Key key = new Key(delivery.recipient(), author, delivery.message());
        Vector<ItemId> items = draft.arrivals.getOrElse(key, Vector.empty());
        if (items.isEmpty()) {
            return null;
        }
        draft.arrivals = items.size() == 1 ? draft.arrivals.remove(key) : draft.arrivals.put(key, items.tail());
        return items.head();
    }

    private static @Nullable String pathOf(Draft draft, ThreadId id) {
        ThreadState thread = draft.threads.getOrElse(id, null);
        return thread == null ? null : thread.thread().agentPath();
    }

    /** The latest by time; of one time, the one that was seen last. */
    private static void rememberResult(Draft draft, Item item) {
        NormalizedItem content = item.content();
        if (content.role() != MessageRole.ASSISTANT
                || content.kind() != ItemKind.MESSAGE
                || content.agentMessage() != null
                || item.turnId() == null) {
            return;
        }
        ResultKey key = new ResultKey(item.threadId(), item.turnId());
        ItemId before = draft.results.get(key);
        if (before == null || draft.item(before).firstSeenAtUnixMs() <= item.firstSeenAtUnixMs()) {
            draft.results = draft.results.put(key, item.id());
        }
    }

    /** What an item says as a message between agents; null if it is none. */
    private static @Nullable AgentWords words(NormalizedItem item) {
        if (item.kind() != ItemKind.MESSAGE) {
            return null;
        }
        List<Part> parts = item.parts();
        AgentMessage routing = item.agentMessage();
        if (routing != null) {
            String content = content(parts);
            return content == null ? null : new AgentWords(routing.author(), routing.recipient(), content);
        }
        return item.role() == MessageRole.ASSISTANT && parts.size() == 1 && parts.get(0) instanceof Part.Text text
                ? AgentWords.parse(text.text().toString())
                : null;
    }

    private static @Nullable String content(List<Part> parts) {
        if (parts.size() == 1 && parts.get(0) instanceof Part.Text text) {
            return text.text().toString();
        }
        boolean last = parts.size() == 1 || (parts.size() == 2 && parts.get(0) instanceof Part.Text);
        return last && parts.get(parts.size() - 1) instanceof Part.Encoded encoded
                ? encoded.value().toString()
                : null;
    }
}

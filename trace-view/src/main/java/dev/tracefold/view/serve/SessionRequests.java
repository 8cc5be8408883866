/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.json.GraphObjectJson;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.TextSearch;
import dev.tracefold.view.page.PageHtml;
import dev.tracefold.view.page.PageTooLargeException;
import dev.tracefold.view.text.FoundText;
import dev.tracefold.view.text.Ink;

/** Answers what is asked about one session. Thread-safe. */
final class SessionRequests {
    private static final int MOST_FOUND = 100;

    private final OpenSessions sessions;
    private final Followers followers = new Followers();

    SessionRequests(OpenSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Answers.
     *
     * @param id the session
     * @param what what is wanted of it: the rest of the path
     * @param query what stands behind that
     */
    void answer(String id, List<String> what, Map<String, String> query, Reply reply)
            throws IOException, InterruptedException {
        if (what.equals(List.of(""))) {
            page(id, reply);
            return;
        }
        try {
            Optional<OpenSessions.Lease> found = sessions.lease(id);
            if (found.isEmpty()) {
                reply.missing();
                return;
            }
            try (OpenSessions.Lease lease = found.get()) {
                answer(lease.session(), what, query, reply);
            }
        } catch (ReplayException e) {
            reply.problem(422, e.error().sentence());
        }
    }

    /** It comes before the session is opened, which may take long: it asks for the data, and tells why if there are none. */
    private void page(String id, Reply reply) throws IOException {
        if (sessions.has(id)) {
            reply.page(PageHtml.Mode.SESSION, id);
        } else {
            reply.missing();
        }
    }

    private void answer(ShownSession session, List<String> what, Map<String, String> query, Reply reply)
            throws IOException, InterruptedException {
        if (what.size() == 1) {
            switch (what.get(0)) {
                case "data.json" -> data(session, query, reply);
                case "found.json" -> found(session, query.getOrDefault("words", ""), reply);
                case "follow" -> followers.follow(session, known(session, reply), reply);
                default -> reply.missing();
            }
        } else if (what.size() == 2) {
            switch (what.get(0)) {
                case "payload" -> payload(session, what.get(1), reply);
                case "body" -> body(session, what.get(1), reply);
                default -> reply.missing();
            }
        } else {
            reply.missing();
        }
    }

    /** The part that begins with a seq, or with an object; without, or where nobody knows the object, the end. */
    private static void data(ShownSession session, Map<String, String> query, Reply reply) throws IOException {
        session.advance();
        Long from = Node.parse(query.getOrDefault("of", "")).map(session::seqOf).orElse(null);
        String seq = query.get("from");
        if (seq != null) {
            from = number(seq);
            if (from == null) {
                reply.problem(400, "from is the seq of an event, a number");
                return;
            }
        }
        try {
            reply.data(session.data(from));
        } catch (PageTooLargeException e) {
            reply.problem(422, "the session is too large for a page, even without any text");
        }
    }

    private static @Nullable Long number(String seq) {
        try {
            return Long.valueOf(seq);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** What has these words, in all of the session. */
    private static void found(ShownSession session, String words, Reply reply) throws IOException {
        if (words.isBlank()) {
            reply.problem(400, "words is what to look for");
            return;
        }
        SessionGraph graph = session.graph();
        TextSearch.Found found = new TextSearch(graph, words).first(MOST_FOUND);
        FoundText text = new FoundText(graph, Ink.PLAIN);
        reply.json(new Fields()
                .number("objects", (long) found.objects())
                .array("hits", found.hits().stream().map(text::json).toList())
                .object());
    }

    /** Which body is meant is looked up in the session; the address is never taken for a path. */
    private static void payload(ShownSession session, String id, Reply reply) throws IOException {
        PayloadRef ref = id.isBlank() ? null : session.graph().rawPayloads().get(new PayloadId(id));
        if (ref == null) {
            reply.missing();
            return;
        }
        try {
            reply.data(session.payload(ref));
        } catch (ReplayException e) {
            reply.problem(404, e.error().sentence());
        }
    }

    private static void body(ShownSession session, String id, Reply reply) throws IOException {
        ConversationItem item =
                id.isBlank() ? null : session.graph().conversationItems().get(new ItemId(id));
        JsonValue body = item == null ? null : GraphObjectJson.of(item).field("body");
        if (body == null) {
            reply.missing();
        } else {
            reply.json(body);
        }
    }

    /**
     * How far the page knows the session: a browser that lost its connection says so; a page that has just come knows
     * what it was given.
     */
    private static long known(ShownSession session, Reply reply) {
        try {
            return Long.parseLong(reply.lastEventId().orElse(""));
        } catch (NumberFormatException none) {
            return session.lastSeqGiven();
        }
    }
}

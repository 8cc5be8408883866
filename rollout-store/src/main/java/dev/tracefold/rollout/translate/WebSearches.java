/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Brings the two accounts of a web search together: the call item, which mostly has no id, and the event of its end, which
 * mostly comes first. They tell of the same action.
 */
final class WebSearches {
    private static final int MOST_WAITING = 64;

    private final PassedOver passedOver;
    private final Deque<Waiting<JsonFields>> ends = new ArrayDeque<>();
    private final Deque<Waiting<Call.Started>> calls = new ArrayDeque<>();
    private @Nullable JsonFields matched;
    private @Nullable Pair pair;

    /** A search, and how it ended. */
    record Pair(Call.Started tool, JsonFields end) {}

    /** One of the two accounts, as long as the other has not come. */
    private record Waiting<T>(@Nullable String id, long action, T account) {}

    WebSearches(PassedOver passedOver) {
        this.passedOver = passedOver;
    }

    /** The id of a search that is being called, if an end has named it or the item has one. */
    @Nullable
    String idOf(JsonFields item) {
        matched = take(ends, item.text("id"), action(item));
        String id = matched == null ? null : matched.text("call_id");
        return id == null ? item.text("id") : id;
    }

    void called(JsonFields item, Call.Started tool) {
        if (matched == null) {
            calls.addLast(new Waiting<>(item.text("id"), action(item), tool));
            if (calls.size() > MOST_WAITING) {
                calls.removeFirst();
            }
        } else {
            pair = new Pair(tool, matched);
            matched = null;
        }
    }

    /** The search that was called last and the end that came before it; given once. */
    @Nullable
    Pair takePair() {
        Pair taken = pair;
        pair = null;
        return taken;
    }

    /** The call that an end belongs to; null if it did not come yet. */
    Call.@Nullable Started endOf(JsonFields event) {
        Call.Started tool = take(calls, event.text("call_id"), action(event));
        if (tool == null) {
            ends.addLast(new Waiting<>(event.text("call_id"), action(event), event));
            if (ends.size() > MOST_WAITING) {
                ends.removeFirst();
                passedOver.count("web_search_end without its call");
            }
        }
        return tool;
    }

    /** The rollout has ended: nothing waits any more. */
    void finish() {
        ends.forEach(end -> passedOver.count("web_search_end without its call"));
        ends.clear();
    }

    private static long action(JsonFields searchOrEnd) {
        Slice action = searchOrEnd.raw("action");
        return action == null ? 0 : Digests.of(action);
    }

    /** The account of that id; where one of the two has none, the first of that action. */
    private static <T> @Nullable T take(Deque<Waiting<T>> waiting, @Nullable String id, long action) {
        Waiting<T> found = waiting.stream()
                .filter(one -> id != null && id.equals(one.id()))
                .findFirst()
                .or(() -> waiting.stream()
                        .filter(one -> one.action() == action && (id == null || one.id() == null))
                        .findFirst())
                .orElse(null);
        if (found == null) {
            return null;
        }
        waiting.remove(found);
        return found.account();
    }
}

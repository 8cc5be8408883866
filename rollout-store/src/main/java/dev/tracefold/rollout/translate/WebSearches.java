/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the two accounts of a web search together: the call item, which mostly has no id, and the event of its end, which
 * mostly comes first. They tell of the same action.
 */
final class WebSearches {
    private static final int MOST_WAITING = 64;

    private final PassedOver passedOver;
    private final Map<Long, JsonFields> ends = new LinkedHashMap<>();
    private final Map<Long, Call.Started> calls = new LinkedHashMap<>();
    private @Nullable JsonFields matched;
    private @Nullable Pair pair;

    /** A search, and how it ended. */
    record Pair(Call.Started tool, JsonFields end) {}

    WebSearches(PassedOver passedOver) {
        this.passedOver = passedOver;
    }

    /** The id of a search that is being called, if an end has named it or the item has one. */
    @Nullable
    String idOf(JsonFields item) {
        matched = ends.remove(key(item));
        String id = matched == null ? null : matched.text("call_id");
        return id == null ? item.text("id") : id;
    }

    void called(JsonFields item, Call.Started tool) {
        if (matched == null) {
            put(calls, key(item), tool);
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
        Call.Started tool = calls.remove(key(event));
        if (tool == null && put(ends, key(event), event)) {
            passedOver.count("web_search_end without its call");
        }
        return tool;
    }

    /** The rollout has ended: nothing waits any more. */
    void finish() {
        ends.forEach((key, end) -> passedOver.count("web_search_end without its call"));
        ends.clear();
    }

    private static long key(JsonFields searchOrEnd) {
        Slice action = searchOrEnd.raw("action");
        return action == null ? 0 : Digests.of(action);
    }

    /** Whether another had to make room. */
    private static <T> boolean put(Map<Long, T> waiting, long key, T value) {
        boolean replaced = waiting.put(key, value) != null;
        if (waiting.size() > MOST_WAITING) {
            Iterator<Long> eldest = waiting.keySet().iterator();
            eldest.next();
            eldest.remove();
            return true;
        }
        return replaced;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.ArrayList;
import java.util.List;

/**
 * What the model would be shown next: the items that live, and how many of them it was shown already. What a compaction
 * replaced or a rollback took back is let go of.
 */
final class History {
    /** How the next request tells what went before. */
    enum Reach {
        /** There was no request, or a compaction replaced the history: it carries everything. */
        WHOLE,
        /** It goes on from the last response. */
        BEHIND_RESPONSE,
        /** The last request has no answer, or not all of it lives: what was shown stands in a body of its own. */
        BEHIND_PREFIX
    }

    private final List<Slice> items = new ArrayList<>();
    private final List<Integer> turns = new ArrayList<>();
    private int shown;
    private boolean replaced;
    private Reach reach = Reach.WHOLE;

    Reach reach() {
        return reach;
    }

    /** Whether a compaction's replacement was not shown to a model yet. */
    boolean replaced() {
        return replaced;
    }

    void addInput(Slice item) {
        items.add(item);
    }

    /** What a model said is known to it. */
    void addOutput(Slice item) {
        items.add(item);
        shown = items.size();
    }

    /** From here on a rollback would take back one turn more. */
    void markTurn() {
        turns.add(items.size());
    }

    /** The last so many were no turns. */
    void unmarkTurns(int count) {
        turns.subList(Math.max(0, turns.size() - count), turns.size()).clear();
    }

    List<Slice> all() {
        return items;
    }

    List<Slice> shownBefore() {
        return items.subList(0, shown);
    }

    List<Slice> waiting() {
        return items.subList(shown, items.size());
    }

    /** A request has gone out with all of it. */
    void requested(Reach next) {
        shown = items.size();
        replaced = false;
        reach = next;
    }

    void replace(List<Slice> replacement, List<Integer> userMessages) {
        items.clear();
        items.addAll(replacement);
        turns.clear();
        turns.addAll(userMessages);
        shown = items.size();
        replaced = true;
        reach = Reach.WHOLE;
    }

    /** Takes back so many turns; what came before the first stays in any case. */
    void takeBack(long count) {
        if (count <= 0 || turns.isEmpty()) {
            return;
        }
        int turn = (int) Math.max(0, turns.size() - count);
        int cut = turns.get(turn);
        items.subList(cut, items.size()).clear();
        turns.subList(turn, turns.size()).clear();
        shown = Math.min(shown, cut);
        reach = Reach.BEHIND_PREFIX;
    }
}

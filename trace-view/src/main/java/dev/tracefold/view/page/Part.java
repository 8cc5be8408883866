/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.id.CompactionId;

/** The part of a session that a page shows: what was going on from one event to another. Events are counted from 0. */
final class Part {
    private final Moments moments;
    private final int first;
    /** Behind the last. */
    private final int end;

    private Part(Moments moments, int first, int end) {
        this.moments = moments;
        this.first = first;
        this.end = end;
    }

    static Part whole(Moments moments) {
        return new Part(moments, 0, moments.size());
    }

    /** From an event on, or from the last one if it comes behind that: so many at most. */
    static Part from(Moments moments, int first, int most) {
        int at = Math.max(0, Math.min(first, moments.size() - 1));
        return new Part(moments, at, at + Math.min(most, moments.size() - at));
    }

    boolean isWhole() {
        return first == 0 && end == moments.size();
    }

    int first() {
        return first;
    }

    int end() {
        return end;
    }

    int events() {
        return end - first;
    }

    /** How many events come behind it. */
    int eventsLater() {
        return moments.size() - end;
    }

    /** The seq of its first event; behind all others if it has none. */
    long firstSeq() {
        return seq(first);
    }

    /** The seq with which a part begins that ends where this begins: as long as this, or where the end cut this short, usual. */
    long seqEarlier(int usual) {
        int events = eventsLater() > 0 ? events() : Math.max(events(), usual);
        return seq(Math.max(0, first - events));
    }

    /** The seq of the first event behind it; behind all others if there is none. */
    long seqBehind() {
        return seq(end);
    }

    private long seq(int event) {
        return event < moments.size() ? moments.seq(event) : Long.MAX_VALUE;
    }

    /** How many items had come before. */
    int itemsBefore() {
        return itemsUpTo(first);
    }

    /** How many have come within. */
    int items() {
        return itemsUpTo(end) - itemsBefore();
    }

    private int itemsUpTo(int event) {
        return event == 0 ? 0 : moments.itemsBehind(event - 1);
    }

    /** Whether an item, of which this is the number, has come within. */
    boolean holdsItem(long number) {
        return isWhole() || (number > itemsBefore() && number <= itemsBefore() + items());
    }

    /** Whether something was over by then. */
    boolean isBehind(ExecutionWindow window) {
        Long ended = window.endedSeq();
        return !isWhole() && ended != null && ended < firstSeq();
    }

    /** Whether something had begun, and was not over. */
    boolean holds(ExecutionWindow window) {
        return isWhole() || (window.startedSeq() < seqBehind() && !isBehind(window));
    }

    boolean holdsInstall(CompactionId compaction) {
        Integer installed = moments.ofInstall(compaction);
        return isWhole() || (installed != null && installed >= first && installed < end);
    }

    /** Of an edge, only the times are known. */
    boolean holds(InteractionEdge edge) {
        Long ended = edge.endedAtUnixMs();
        return isWhole()
                || (events() > 0
                        && (eventsLater() == 0 || edge.startedAtUnixMs() <= moments.time(end - 1))
                        && (ended == null || ended >= moments.time(first)));
    }
}

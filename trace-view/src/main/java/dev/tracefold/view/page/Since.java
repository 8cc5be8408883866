/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.id.CompactionId;

/** The part of a session that a page shows: what was going on when some event came, and since then. */
final class Since {
    private final Moments moments;
    /** The place of the event among all. */
    private final int event;

    private Since(Moments moments, int event) {
        this.moments = moments;
        this.event = event;
    }

    /** All of it. */
    static Since beginning(Moments moments) {
        return new Since(moments, 0);
    }

    /** Since the first event that has at least that seq. */
    static Since seq(Moments moments, long seq) {
        return new Since(moments, moments.from(seq));
    }

    /** Since the first of the last so many events. */
    static Since last(Moments moments, int events) {
        return new Since(moments, Math.max(0, moments.size() - events));
    }

    boolean all() {
        return event == 0;
    }

    int event() {
        return event;
    }

    /** The seq of the event; behind all others if there is none. */
    long firstSeq() {
        return event < moments.size() ? moments.seq(event) : Long.MAX_VALUE;
    }

    /** How many events there are from there on. */
    int events() {
        return moments.size() - event;
    }

    /** How many items had come before. */
    int itemsBefore() {
        return all() ? 0 : moments.itemsBehind(event - 1);
    }

    /** How many have come since. */
    int items() {
        return moments.size() == 0 ? 0 : moments.itemsBehind(moments.size() - 1) - itemsBefore();
    }

    /** Whether something had not ended by then. */
    boolean holds(ExecutionWindow window) {
        Long ended = window.endedSeq();
        return all() || ended == null || ended >= firstSeq();
    }

    boolean holdsInstall(CompactionId compaction) {
        Integer installed = moments.ofInstall(compaction);
        return all() || (installed != null && installed >= event);
    }

    /** Of an edge, only the time is known. */
    boolean holds(InteractionEdge edge) {
        Long ended = edge.endedAtUnixMs();
        return all() || ended == null || (event < moments.size() && ended >= moments.time(event));
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.view.lookup.Node;

/**
 * Something that took time.
 *
 * @param parent what it is a part of; a child agent is part of the tool call that spawned it, if that is known. What has
 *     none belongs to the session
 * @param depth how many parents it has above it
 * @param start in microseconds, see {@link SessionClock}
 * @param end behind the start, even where both are one event
 */
record Span(
        Node node, @Nullable Span parent, int depth, ThreadId thread, ExecutionWindow window, long start, long end) {

    static Span of(Node node, @Nullable Span parent, ThreadId thread, ExecutionWindow window, SessionClock clock) {
        long start = clock.at(window.startedSeq());
        Long endedSeq = window.endedSeq();
        long end = endedSeq == null ? clock.end() : clock.at(endedSeq);
        return new Span(
                node, parent, parent == null ? 0 : parent.depth + 1, thread, window, start, Math.max(end, start + 1));
    }

    /** Whether no end of it was seen. */
    boolean running() {
        return window.endedSeq() == null;
    }

    boolean failed() {
        return window.status() == ExecutionStatus.FAILED || window.status() == ExecutionStatus.ABORTED;
    }
}

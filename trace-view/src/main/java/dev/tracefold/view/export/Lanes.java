/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

import dev.tracefold.view.lookup.Node;

/**
 * Lays the spans of one agent on as few lanes as show them truly: on a lane, a span lies within its parent or on nothing.
 * So what runs side by side, or goes on when its parent has ended, has a lane of its own. Not to be shared between
 * threads.
 */
final class Lanes {
    private record Busy(long until, int lane) {}

    private final Map<Node, Integer> laneByNode = new HashMap<>();
    private final List<Deque<Span>> open = new ArrayList<>();
    private final TreeSet<Integer> idle = new TreeSet<>();
    private final PriorityQueue<Busy> busy =
            new PriorityQueue<>(Comparator.comparingLong(Busy::until).thenComparingInt(Busy::lane));

    /** The lane of a span. They come in the order of {@link SpanTree#inOrder}. */
    int place(Span span) {
        for (Busy first = busy.peek(); first != null && first.until() <= span.start(); first = busy.peek()) {
            idle.add(busy.remove().lane());
        }
        int lane = laneOfParent(span);
        if (lane < 0) {
            lane = anIdleOne();
            open.get(lane).clear();
            busy.add(new Busy(span.end(), lane));
        }
        open.get(lane).push(span);
        laneByNode.put(span.node(), lane);
        return lane;
    }

    private int laneOfParent(Span span) {
        Span parent = span.parent();
        Integer lane = parent == null ? null : laneByNode.get(parent.node());
        if (parent == null || lane == null || parent.end() < span.end()) {
            return -1;
        }
        Deque<Span> spans = open.get(lane);
        while (!spans.isEmpty() && spans.element().end() <= span.start()) {
            spans.pop();
        }
        return !spans.isEmpty() && spans.element().node().equals(parent.node()) ? lane : -1;
    }

    private int anIdleOne() {
        Integer lane = idle.pollFirst();
        if (lane != null) {
            return lane;
        }
        open.add(new ArrayDeque<>());
        return open.size() - 1;
    }
}

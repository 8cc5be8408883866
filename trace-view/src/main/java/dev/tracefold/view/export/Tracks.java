/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.lookup.Names;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;

/**
 * The processes and threads of a trace: the first process is the session, each agent is one behind it, and its lanes are
 * its threads. Immutable once made.
 */
final class Tracks {
    private static final int SESSION = 1;

    /** A lane of an agent. */
    private record Track(int process, int thread) {}

    private final RolloutTrace graph;
    private final List<Span> spans;
    private final Map<ThreadId, Integer> processes = new LinkedHashMap<>();
    private final Map<Node, Track> tracks = new HashMap<>();
    private final List<JsonObject> names = new ArrayList<>();

    Tracks(RolloutTrace graph, SpanTree tree) {
        this.graph = graph;
        this.spans = tree.inOrder();
        process(SESSION, "session " + graph.rolloutId().value());
        numberAgents();
        placeSpans();
    }

    /** In the order in which they started, children behind their parents. */
    private void numberAgents() {
        for (Span span : spans) {
            if (span.node().kind() == NodeKind.THREAD) {
                int process = SESSION + 1 + processes.size();
                processes.put(span.thread(), process);
                process(process, Names.agent(graph, span.thread()));
            }
        }
    }

    private void placeSpans() {
        Map<ThreadId, Lanes> lanes = new HashMap<>();
        Map<Track, Integer> threads = new HashMap<>();
        for (Span span : spans) {
            int process = process(span.thread());
            int lane =
                    lanes.computeIfAbsent(span.thread(), unused -> new Lanes()).place(span);
            // A thread that has the number of a process would be taken for its main thread.
            int thread = threads.computeIfAbsent(new Track(process, lane), unused -> {
                int number = SESSION + 1 + processes.size() + threads.size();
                String agent = Names.agent(graph, span.thread());
                names.add(name("thread_name", process, number, lane == 0 ? agent : agent + " +" + lane));
                names.add(order("thread_sort_index", process, number, lane));
                return number;
            });
            tracks.put(span.node(), new Track(process, thread));
        }
    }

    private void process(int number, String name) {
        names.add(name("process_name", number, 0, name));
        names.add(order("process_sort_index", number, 0, number));
    }

    private int process(ThreadId agent) {
        return processes.getOrDefault(agent, SESSION);
    }

    private static JsonObject name(String what, int process, int thread, String name) {
        return metadata(what, process, thread, new Fields().text("name", name));
    }

    private static JsonObject order(String what, int process, int thread, long index) {
        return metadata(what, process, thread, new Fields().number("sort_index", index));
    }

    private static JsonObject metadata(String what, int process, int thread, Fields facts) {
        return new Fields()
                .text("ph", "M")
                .text("name", what)
                .number("pid", (long) process)
                .number("tid", (long) thread)
                .value("args", facts.object())
                .object();
    }

    /** What names and orders them. */
    List<JsonObject> names() {
        return names;
    }

    /** Everything that has a slice, in the order of time. */
    List<Span> spans() {
        return spans;
    }

    JsonObject slice(Span span, String name, JsonObject facts) {
        return on(span, "X", span.start())
                .number("dur", span.end() - span.start())
                .text("name", name)
                .text("cat", span.node().kind().word())
                .value("args", facts)
                .object();
    }

    /** A point in a span. */
    JsonObject instant(Span span, long at, String name, JsonObject facts) {
        return on(span, "i", at)
                .text("s", "t")
                .text("name", name)
                .text("cat", "mark")
                .value("args", facts)
                .object();
    }

    /** Where an arrow begins. */
    JsonObject flowStart(Span span, long at, long id, String name) {
        return on(span, "s", at)
                .number("id", id)
                .text("name", name)
                .text("cat", "edge")
                .object();
    }

    /** Where it ends: in the slice that is open there, not in the next one. */
    JsonObject flowEnd(Span span, long at, long id, String name) {
        return on(span, "f", at)
                .text("bp", "e")
                .number("id", id)
                .text("name", name)
                .text("cat", "edge")
                .object();
    }

    JsonObject counter(ThreadId agent, long at, String name, JsonObject values) {
        return counter(process(agent), at, name, values);
    }

    JsonObject counterOfSession(long at, String name, JsonObject values) {
        return counter(SESSION, at, name, values);
    }

    private static JsonObject counter(int process, long at, String name, JsonObject values) {
        return new Fields()
                .text("ph", "C")
                .number("ts", at)
                .number("pid", (long) process)
                .text("name", name)
                .value("args", values)
                .object();
    }

    private Fields on(Span span, String phase, long at) {
        Track track = tracks.get(span.node());
        if (track == null) {
            throw new IllegalArgumentException(span.node() + " has no slice");
        }
        return new Fields()
                .text("ph", phase)
                .number("ts", at)
                .number("pid", (long) track.process())
                .number("tid", (long) track.thread());
    }
}

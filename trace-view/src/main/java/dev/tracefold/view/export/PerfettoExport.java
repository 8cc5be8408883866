/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TokenUsage;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.lookup.NodeKind;

/**
 * A session in the JSON of Chrome's trace events, as the Perfetto UI opens it: a process for each agent, slices that nest
 * on each track, flows for what agents told each other, counters for tokens, instants for compactions and failures. Not to
 * be shared between threads.
 */
public final class PerfettoExport {
    private final RolloutTrace graph;
    private final SpanTree tree;
    private final Tracks tracks;

    /** Of that graph. */
    public PerfettoExport(RolloutTrace graph) {
        this.graph = graph;
        this.tree = SpanTree.of(graph);
        this.tracks = new Tracks(graph, tree);
    }

    /**
     * Writes the trace; the stream is flushed and stays open.
     *
     * @return how many events it has
     * @throws IOException if the stream cannot be written
     */
    public long write(OutputStream utf8) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(utf8, UTF_8), 1 << 15);
        writer.write("{\"displayTimeUnit\":\"ms\",\"otherData\":" + about().compact() + ",\"traceEvents\":[");
        Events events = new Events(writer);
        for (JsonObject name : tracks.names()) {
            events.write(name);
        }
        Slices slices = new Slices(graph);
        for (Span span : tracks.spans()) {
            events.write(tracks.slice(span, slices.name(span), slices.facts(span)));
            if (span.failed() && span.node().kind() != NodeKind.OPERATION) {
                events.write(tracks.instant(
                        span,
                        span.end() - 1,
                        WireNames.of(span.window().status()) + ": " + slices.name(span),
                        new Fields().text("id", span.node().id()).object()));
            }
        }
        new Flows(graph, tree, tracks).write(events);
        writeCompactions(events);
        writeTokens(events);
        writer.write("\n]}\n");
        writer.flush();
        return events.count;
    }

    /** The array of events, one a line. */
    static final class Events {
        private final Writer writer;
        private long count;

        Events(Writer writer) {
            this.writer = writer;
        }

        void write(JsonObject event) throws IOException {
            writer.write(count == 0 ? "\n" : ",\n");
            writer.write(event.compact());
            count++;
        }
    }

    private JsonObject about() {
        return new Fields()
                .text("rollout_id", graph.rolloutId().value())
                .text("trace_id", graph.traceId().value())
                .text("status", WireNames.of(graph.status()))
                .object();
    }

    private void writeCompactions(Events events) throws IOException {
        List<Compaction> compactions = new ArrayList<>(graph.compactions().values());
        compactions.sort(Comparator.comparingLong(Compaction::installedAtUnixMs)
                .thenComparing(compaction -> compaction.compactionId().value()));
        for (Compaction compaction : compactions) {
            Span turn = tree.of(NodeKind.TURN, compaction.turnId());
            if (turn != null) {
                JsonObject facts = new Fields()
                        .text("id", compaction.compactionId().value())
                        .text("trigger", compaction.trigger())
                        .text("reason", compaction.reason())
                        .number("items_before", (long) compaction.inputItemIds().size())
                        .number("items_after", (long)
                                compaction.replacementItemIds().size())
                        .object();
                long at = tree.clock().within(compaction.installedAtUnixMs(), turn.start(), turn.end() - 1);
                events.write(tracks.instant(turn, at, "compaction", facts));
            }
        }
    }

    /** Of each agent, what its last request cost; of the session, what all have cost so far. */
    private void writeTokens(Events events) throws IOException {
        long input = 0;
        long cached = 0;
        long output = 0;
        List<Span> ended = new ArrayList<>(tracks.spans());
        ended.removeIf(span -> span.node().kind() != NodeKind.INFERENCE);
        ended.sort(Comparator.comparingLong(Span::end)
                .thenComparing(span -> span.node().id()));
        for (Span span : ended) {
            InferenceCall call = Slices.inference(graph, span);
            TokenUsage usage = call.usage();
            if (usage != null) {
                input = plus(input, usage.inputTokens());
                cached = plus(cached, usage.cachedInputTokens());
                output = plus(output, usage.outputTokens());
                events.write(tracks.counter(
                        span.thread(),
                        span.end(),
                        "tokens of a request",
                        tokens(usage.inputTokens(), usage.cachedInputTokens(), usage.outputTokens())));
                events.write(tracks.counterOfSession(span.end(), "tokens so far", tokens(input, cached, output)));
            }
        }
    }

    private static JsonObject tokens(long input, long cached, long output) {
        return new Fields()
                .number("input", input)
                .number("cached", cached)
                .number("output", output)
                .object();
    }

    /** A recorder may have written any number. */
    private static long plus(long sum, long tokens) {
        return tokens > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + Math.max(0, tokens);
    }
}

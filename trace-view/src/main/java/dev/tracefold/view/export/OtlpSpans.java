/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Span.Link;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.SpanFlags;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.EdgeKind;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;

/** The spans of a session in the messages of OTLP, one made at a time. Not to be shared between threads. */
final class OtlpSpans {
    private static final long NANOS = 1000;

    private final RolloutTrace graph;
    private final SpanTree tree;
    private final OtlpIds ids;
    private final SpanAttributes attributes;
    private final Map<Node, List<Link>> links = new HashMap<>();
    private final Map<Node, List<Event>> events = new HashMap<>();

    OtlpSpans(RolloutTrace graph, boolean content) {
        this.graph = graph;
        this.tree = SpanTree.of(graph);
        this.ids = new OtlpIds(graph.rolloutId());
        this.attributes = new SpanAttributes(graph, content);
        collectLinks();
        collectCompactions();
    }

    /** Takes spans; may refuse one. */
    interface Sink<E extends Exception> {
        void accept(io.opentelemetry.proto.trace.v1.Span span) throws E;
    }

    /** Hands over all of them, parents before their children; returns how many they are. */
    <E extends Exception> long forEach(Sink<E> sink) throws E {
        sink.accept(root());
        List<Span> spans = tree.inOrder();
        for (Span span : spans) {
            sink.accept(span(span));
        }
        return spans.size() + 1L;
    }

    private io.opentelemetry.proto.trace.v1.Span root() {
        boolean failed = graph.status() == RolloutStatus.FAILED || graph.status() == RolloutStatus.ABORTED;
        Attributes facts = new Attributes()
                .text("tracefold.kind", "rollout")
                .text("tracefold.id", graph.rolloutId().value())
                .text("tracefold.trace_id", graph.traceId().value())
                .text("tracefold.status", WireNames.of(graph.status()));
        if (failed) {
            facts.text("error.type", WireNames.of(graph.status()));
        }
        return message(
                        "session",
                        facts.list(),
                        tree.clock().start(),
                        tree.clock().end(),
                        failed)
                .setSpanId(ids.root())
                .setKind(SpanKind.SPAN_KIND_INTERNAL)
                .build();
    }

    private io.opentelemetry.proto.trace.v1.Span span(Span span) {
        Span parent = span.parent();
        boolean remote = span.node().kind() == NodeKind.INFERENCE || span.node().kind() == NodeKind.COMPACTION_REQUEST;
        return message(attributes.name(span), attributes.of(span).list(), span.start(), span.end(), span.failed())
                .setSpanId(ids.span(span.node()))
                .setParentSpanId(parent == null ? ids.root() : ids.span(parent.node()))
                .setKind(remote ? SpanKind.SPAN_KIND_CLIENT : SpanKind.SPAN_KIND_INTERNAL)
                .addAllEvents(events.getOrDefault(span.node(), List.of()))
                .addAllLinks(links.getOrDefault(span.node(), List.of()))
                .build();
    }

    private io.opentelemetry.proto.trace.v1.Span.Builder message(
            String name, List<KeyValue> facts, long start, long end, boolean failed) {
        var message = io.opentelemetry.proto.trace.v1.Span.newBuilder()
                .setTraceId(ids.trace())
                .setName(name)
                .setFlags(SpanFlags.SPAN_FLAGS_CONTEXT_HAS_IS_REMOTE_MASK_VALUE)
                .setStartTimeUnixNano(start * NANOS)
                .setEndTimeUnixNano(end * NANOS)
                .addAllAttributes(facts);
        // Success is left unset: it is the reader's to say that all is well.
        return failed ? message.setStatus(Status.newBuilder().setCode(StatusCode.STATUS_CODE_ERROR)) : message;
    }

    /** What a span was told links to where it was said. A spawned agent has its call as parent instead. */
    private void collectLinks() {
        EdgeEnds ends = new EdgeEnds(graph, tree);
        List<InteractionEdge> edges = new ArrayList<>(graph.interactionEdges().values());
        edges.sort(Comparator.comparingLong(InteractionEdge::startedAtUnixMs)
                .thenComparing(edge -> edge.edgeId().value()));
        for (InteractionEdge edge : edges) {
            Span source = ends.of(edge.source());
            Span target = ends.of(edge.target());
            if (source != null
                    && target != null
                    && (edge.kind() != EdgeKind.SPAWN_AGENT || !isParent(source, target))) {
                links.computeIfAbsent(target.node(), unused -> new ArrayList<>())
                        .add(Link.newBuilder()
                                .setTraceId(ids.trace())
                                .setSpanId(ids.span(source.node()))
                                .setFlags(SpanFlags.SPAN_FLAGS_CONTEXT_HAS_IS_REMOTE_MASK_VALUE)
                                .addAllAttributes(new Attributes()
                                        .text("tracefold.edge.kind", WireNames.of(edge.kind()))
                                        .text("tracefold.edge.id", edge.edgeId().value())
                                        .list())
                                .build());
            }
        }
    }

    /** Whether an agent, or the one in which a span lies, is the child of that call. */
    private boolean isParent(Span call, Span target) {
        Span agent = tree.of(NodeKind.THREAD, target.thread());
        return agent != null && call.equals(agent.parent());
    }

    private void collectCompactions() {
        List<Compaction> compactions = new ArrayList<>(graph.compactions().values());
        compactions.sort(Comparator.comparingLong(Compaction::installedAtUnixMs)
                .thenComparing(compaction -> compaction.compactionId().value()));
        for (Compaction compaction : compactions) {
            Span turn = tree.of(NodeKind.TURN, compaction.turnId());
            if (turn != null) {
                events.computeIfAbsent(turn.node(), unused -> new ArrayList<>())
                        .add(Event.newBuilder()
                                .setName("compaction")
                                .setTimeUnixNano(
                                        tree.clock().within(compaction.installedAtUnixMs(), turn.start(), turn.end())
                                                * NANOS)
                                .addAllAttributes(new Attributes()
                                        .text(
                                                "tracefold.compaction.id",
                                                compaction.compactionId().value())
                                        .text("tracefold.trigger", compaction.trigger())
                                        .number("tracefold.items_before", (long)
                                                compaction.inputItemIds().size())
                                        .number("tracefold.items_after", (long)
                                                compaction.replacementItemIds().size())
                                        .list())
                                .build());
            }
        }
    }
}

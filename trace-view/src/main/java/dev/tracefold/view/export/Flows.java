/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.lookup.NodeKind;

/** The edges as arrows. An arrow that would end before it begins is not drawn by anyone, so none is written. */
final class Flows {
    private final RolloutTrace graph;
    private final SpanTree tree;
    private final Tracks tracks;
    private final EdgeEnds ends;

    Flows(RolloutTrace graph, SpanTree tree, Tracks tracks) {
        this.graph = graph;
        this.tree = tree;
        this.tracks = tracks;
        this.ends = new EdgeEnds(graph, tree);
    }

    void write(PerfettoExport.Events events) throws IOException {
        List<InteractionEdge> edges = new ArrayList<>(graph.interactionEdges().values());
        edges.sort(Comparator.comparingLong(InteractionEdge::startedAtUnixMs)
                .thenComparing(edge -> edge.edgeId().value()));
        long id = 0;
        for (InteractionEdge edge : edges) {
            Span source = ends.of(edge.source());
            if (source == null) {
                continue;
            }
            long from = leaves(source, edge);
            Span target = reached(ends.of(edge.target()), from);
            if (target == null) {
                events.write(tracks.instant(source, from, WireNames.of(edge.kind()) + " reached nobody", facts(edge)));
                continue;
            }
            id++;
            String name = WireNames.of(edge.kind());
            events.write(tracks.flowStart(source, from, id, name));
            events.write(tracks.flowEnd(target, Math.max(target.start(), from + 1), id, name));
        }
    }

    /** A call sends when it is made, a model when it has said what it has to say. */
    private long leaves(Span source, InteractionEdge edge) {
        return switch (source.node().kind()) {
            case TOOL -> source.start();
            case INFERENCE -> source.end() - 1;
            default -> tree.clock().within(edge.startedAtUnixMs(), source.start(), source.end() - 1);
        };
    }

    /** The span that an arrow ends in, or that one's turn or agent, if it is there after the arrow left. */
    private @Nullable Span reached(@Nullable Span end, long from) {
        if (end == null) {
            return null;
        }
        ThreadId agent = end.thread();
        for (Span span = end; span != null && span.thread().equals(agent); span = span.parent()) {
            if (span.end() > from + 1) {
                return span;
            }
        }
        Span whole = tree.of(NodeKind.THREAD, agent);
        return whole != null && whole.end() > from + 1 ? whole : null;
    }

    private static JsonObject facts(InteractionEdge edge) {
        return new Fields().text("id", edge.edgeId().value()).object();
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.Id;

/**
 * Finds objects by what a person types. Tried in this order, and the first that finds anything counts: the whole name,
 * a beginning, any part. Names are ids, agent paths, and the ids by which models and servers know a call or a response.
 * Every search goes through all names, for who asks for one object has no use for a table of millions. Immutable.
 */
public final class Lookup {
    private static final int SUGGESTIONS = 5;

    /** Takes the names of objects, one by one. */
    private interface Names {
        void take(String name, NodeKind kind, Id object);
    }

    private final Consumer<Names> all;

    private Lookup(Consumer<Names> all) {
        this.all = all;
    }

    /** Everything in the graph. */
    public static Lookup of(RolloutTrace graph) {
        ShortNames shortNames = ShortNames.of(graph);
        return new Lookup(names -> everything(graph, shortNames, names));
    }

    private static void everything(RolloutTrace graph, ShortNames shortNames, Names names) {
        for (NodeKind kind : NodeKind.values()) {
            kind.objects(graph).keySet().forEach(id -> idAndShortForms(kind, id, names));
        }
        // Only names with several parts: a single one begins like its id, and is found by that.
        graph.interactionEdges().keySet().forEach(id -> names.take(shortNames.of(id.value()), NodeKind.EDGE, id));
        graph.threads().values().forEach(thread -> names.take(thread.agentPath(), NodeKind.THREAD, thread.threadId()));
        graph.toolCalls().values().forEach(tool -> {
            alias(tool.modelVisibleCallId(), NodeKind.TOOL, tool.toolCallId(), names);
            alias(tool.mcpCallId(), NodeKind.TOOL, tool.toolCallId(), names);
            alias(tool.runtimeToolId(), NodeKind.TOOL, tool.toolCallId(), names);
        });
        graph.inferenceCalls().values().forEach(call -> {
            alias(call.responseId(), NodeKind.INFERENCE, call.inferenceCallId(), names);
            alias(call.upstreamRequestId(), NodeKind.INFERENCE, call.inferenceCallId(), names);
        });
    }

    /** Threads alone. */
    public static Lookup ofThreads(RolloutTrace graph) {
        return new Lookup(names -> graph.threads().values().forEach(thread -> {
            names.take(thread.agentPath(), NodeKind.THREAD, thread.threadId());
            idAndShortForms(NodeKind.THREAD, thread.threadId(), names);
        }));
    }

    private static void idAndShortForms(NodeKind kind, Id object, Names names) {
        String id = object.value();
        names.take(id, kind, object);
        names.take(new Node(kind, id).toString(), kind, object);
        // Ids that the reducer and the recorder make carry their kind: "conversation_item:7" is "item:7" to people.
        int colon = id.indexOf(':');
        if (colon > 0 && kind != NodeKind.EDGE) {
            names.take(kind.word() + id.substring(colon), kind, object);
        }
    }

    private static void alias(@Nullable Id alias, NodeKind kind, Id object, Names names) {
        if (alias != null) {
            names.take(alias.value(), kind, object);
        }
    }

    /** What a search came to. */
    public sealed interface Found {
        /** Exactly one object. */
        record One(Node node) implements Found {}

        /** Several, so that more has to be typed; the first of them. */
        record Several(List<Node> some, int all) implements Found {
            public Several {
                some = List.copyOf(some);
            }
        }

        /** None; names that are near, nearest first. */
        record None(List<String> near) implements Found {
            public None {
                near = List.copyOf(near);
            }
        }
    }

    /** Finds what that text names. */
    public Found find(String text) {
        Set<Node> found = preferOwnId(text, matching(text::equals));
        if (found.isEmpty()) {
            found = matching(name -> name.startsWith(text));
        }
        if (found.isEmpty()) {
            found = matching(name -> name.contains(text));
        }
        if (found.isEmpty()) {
            Near near = new Near(text);
            all.accept((name, kind, object) -> near.offer(name));
            return new Found.None(near.names());
        }
        return found.size() == 1
                ? new Found.One(found.iterator().next())
                : new Found.Several(found.stream().limit(SUGGESTIONS).toList(), found.size());
    }

    /** A name that is one object's id and another's alias means the former. */
    private static Set<Node> preferOwnId(String text, Set<Node> nodes) {
        Set<Node> own = new LinkedHashSet<>(nodes);
        own.removeIf(node -> !node.id().equals(text));
        return own.isEmpty() ? nodes : own;
    }

    private Set<Node> matching(Predicate<String> test) {
        Set<Node> found = new LinkedHashSet<>();
        all.accept((name, kind, object) -> {
            if (test.test(name)) {
                found.add(new Node(kind, object.value()));
            }
        });
        return found;
    }
}

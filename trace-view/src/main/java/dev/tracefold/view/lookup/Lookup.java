/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.Id;

/**
 * Finds objects by what a person types. Tried in this order, and the first that finds anything counts: the whole name,
 * a beginning, any part. Names are ids, agent paths, and the ids by which models and servers know a call or a response.
 * Immutable.
 */
public final class Lookup {
    private static final int SUGGESTIONS = 5;

    private final Map<String, Set<Node>> byName = new LinkedHashMap<>();

    private Lookup() {}

    /** Everything in the graph. */
    public static Lookup of(RolloutTrace graph) {
        Lookup lookup = new Lookup();
        ShortNames names = ShortNames.of(graph);
        for (NodeKind kind : NodeKind.values()) {
            kind.objects(graph).keySet().forEach(id -> lookup.addWithShortForms(new Node(kind, id.value())));
        }
        // Only names with several parts: a single one begins like its id, and is found by that.
        graph.interactionEdges()
                .keySet()
                .forEach(id -> lookup.add(names.of(id.value()), new Node(NodeKind.EDGE, id.value())));
        graph.threads()
                .values()
                .forEach(thread -> lookup.add(
                        thread.agentPath(),
                        new Node(NodeKind.THREAD, thread.threadId().value())));
        graph.toolCalls().values().forEach(tool -> {
            Node node = new Node(NodeKind.TOOL, tool.toolCallId().value());
            lookup.addAlias(tool.modelVisibleCallId(), node);
            lookup.addAlias(tool.mcpCallId(), node);
            lookup.addAlias(tool.runtimeToolId(), node);
        });
        graph.inferenceCalls().values().forEach(call -> {
            Node node = new Node(NodeKind.INFERENCE, call.inferenceCallId().value());
            lookup.addAlias(call.responseId(), node);
            lookup.addAlias(call.upstreamRequestId(), node);
        });
        return lookup;
    }

    /** Threads alone. */
    public static Lookup ofThreads(RolloutTrace graph) {
        Lookup lookup = new Lookup();
        graph.threads().values().forEach(thread -> {
            Node node = new Node(NodeKind.THREAD, thread.threadId().value());
            lookup.add(thread.agentPath(), node);
            lookup.addWithShortForms(node);
        });
        return lookup;
    }

    private void addWithShortForms(Node node) {
        add(node.id(), node);
        add(node.toString(), node);
        // Ids that the reducer and the recorder make carry their kind: "conversation_item:7" is "item:7" to people.
        int colon = node.id().indexOf(':');
        if (colon > 0 && node.kind() != NodeKind.EDGE) {
            add(node.kind().word() + node.id().substring(colon), node);
        }
    }

    private void addAlias(@Nullable Id alias, Node node) {
        if (alias != null) {
            add(alias.value(), node);
        }
    }

    private void add(String name, Node node) {
        byName.computeIfAbsent(name, unused -> new LinkedHashSet<>()).add(node);
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
        Set<Node> exact = byName.get(text);
        Set<Node> found = exact != null ? preferOwnId(text, exact) : matching(text, String::startsWith);
        if (found.isEmpty()) {
            found = matching(text, String::contains);
        }
        if (found.size() == 1) {
            return new Found.One(found.iterator().next());
        }
        return found.isEmpty()
                ? new Found.None(Near.to(text, byName.keySet()))
                : new Found.Several(found.stream().limit(SUGGESTIONS).toList(), found.size());
    }

    /** A name that is one object's id and another's alias means the former. */
    private static Set<Node> preferOwnId(String text, Set<Node> nodes) {
        Set<Node> own = new LinkedHashSet<>(nodes);
        own.removeIf(node -> !node.id().equals(text));
        return own.isEmpty() ? nodes : own;
    }

    private Set<Node> matching(String text, BiPredicate<String, String> test) {
        Set<Node> found = new LinkedHashSet<>();
        byName.forEach((name, nodes) -> {
            if (test.test(name, text)) {
                found.addAll(nodes);
            }
        });
        return found;
    }
}

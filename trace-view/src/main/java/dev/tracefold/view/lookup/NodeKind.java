/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.Map;
import java.util.function.Function;

import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.id.Id;

/** The collections of a graph, in the order of {@code state.json}. */
public enum NodeKind {
    THREAD("thread", "threads", SessionGraph::threads),
    TURN("turn", "codex_turns", SessionGraph::turns),
    ITEM("item", "conversation_items", SessionGraph::conversationItems),
    INFERENCE("inference", "inference_calls", SessionGraph::inferenceCalls),
    CELL("cell", "code_cells", SessionGraph::codeCells),
    TOOL("tool", "tool_calls", SessionGraph::toolCalls),
    TERMINAL("terminal", "terminal_sessions", SessionGraph::terminalSessions),
    OPERATION("operation", "terminal_operations", SessionGraph::terminalOperations),
    COMPACTION("compaction", "compactions", SessionGraph::compactions),
    COMPACTION_REQUEST("compaction-request", "compaction_requests", SessionGraph::compactionRequests),
    EDGE("edge", "interaction_edges", SessionGraph::interactionEdges),
    PAYLOAD("payload", "raw_payloads", SessionGraph::rawPayloads);

    private final String word;
    private final String collection;
    private final Function<SessionGraph, Map<? extends Id, ?>> objects;

    NodeKind(String word, String collection, Function<SessionGraph, Map<? extends Id, ?>> objects) {
        this.word = word;
        this.collection = collection;
        this.objects = objects;
    }

    /** What people call it; also the prefix that tells objects of one id apart. */
    public String word() {
        return word;
    }

    /** The name of the collection in {@code state.json}. */
    public String collection() {
        return collection;
    }

    /** The objects of this kind. */
    Map<? extends Id, ?> objects(SessionGraph graph) {
        return objects.apply(graph);
    }

    /** The kind whose objects lie in that collection. */
    public static NodeKind ofCollection(String name) {
        for (NodeKind kind : values()) {
            if (kind.collection.equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("a graph has no collection " + name);
    }
}

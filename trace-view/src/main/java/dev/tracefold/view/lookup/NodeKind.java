/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.Map;
import java.util.function.Function;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.Id;

/** The collections of a graph, in the order of {@code state.json}. */
public enum NodeKind {
    THREAD("thread", "threads", RolloutTrace::threads),
    TURN("turn", "codex_turns", RolloutTrace::turns),
    ITEM("item", "conversation_items", RolloutTrace::conversationItems),
    INFERENCE("inference", "inference_calls", RolloutTrace::inferenceCalls),
    CELL("cell", "code_cells", RolloutTrace::codeCells),
    TOOL("tool", "tool_calls", RolloutTrace::toolCalls),
    TERMINAL("terminal", "terminal_sessions", RolloutTrace::terminalSessions),
    OPERATION("operation", "terminal_operations", RolloutTrace::terminalOperations),
    COMPACTION("compaction", "compactions", RolloutTrace::compactions),
    COMPACTION_REQUEST("compaction-request", "compaction_requests", RolloutTrace::compactionRequests),
    EDGE("edge", "interaction_edges", RolloutTrace::interactionEdges),
    PAYLOAD("payload", "raw_payloads", RolloutTrace::rawPayloads);

    private final String word;
    private final String collection;
    private final Function<RolloutTrace, Map<? extends Id, ?>> objects;

    NodeKind(String word, String collection, Function<RolloutTrace, Map<? extends Id, ?>> objects) {
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
    Map<? extends Id, ?> objects(RolloutTrace graph) {
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

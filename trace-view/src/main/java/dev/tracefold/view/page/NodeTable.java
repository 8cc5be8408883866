/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalSession;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;
import dev.tracefold.view.text.Summary;

/**
 * The objects of a page in their order, and the number by which others refer to each: kinds in the order of
 * {@link NodeKind}, agents with parents before their children, the rest in the order in which they began.
 */
final class NodeTable {
    final List<Summary.Agent> agents;
    final List<CodexTurn> turns;
    final List<ConversationItem> items;
    final List<InferenceCall> inferences;
    final List<CodeCell> cells;
    final List<ToolCall> tools;
    final List<TerminalSession> terminals;
    final List<TerminalOperation> operations;
    final List<Compaction> compactions;
    final List<CompactionRequest> compactionRequests;
    final List<InteractionEdge> edges;
    final List<PayloadRef> payloads;

    private final Map<Node, Integer> numbers = new HashMap<>();

    NodeTable(RolloutTrace graph) {
        agents = Summary.of(graph).agents();
        for (Summary.Agent agent : agents) {
            number(NodeKind.THREAD, agent.thread().threadId());
        }
        turns = sorted(NodeKind.TURN, graph.turns(), o -> o.execution().startedSeq());
        items = sorted(NodeKind.ITEM, graph.conversationItems(), o -> 0);
        inferences = sorted(
                NodeKind.INFERENCE, graph.inferenceCalls(), o -> o.execution().startedSeq());
        cells = sorted(NodeKind.CELL, graph.codeCells(), o -> o.execution().startedSeq());
        tools = sorted(NodeKind.TOOL, graph.toolCalls(), o -> o.execution().startedSeq());
        terminals = sorted(
                NodeKind.TERMINAL, graph.terminalSessions(), o -> o.execution().startedSeq());
        operations = sorted(
                NodeKind.OPERATION,
                graph.terminalOperations(),
                o -> o.execution().startedSeq());
        compactions = sorted(NodeKind.COMPACTION, graph.compactions(), Compaction::installedAtUnixMs);
        compactionRequests = sorted(
                NodeKind.COMPACTION_REQUEST,
                graph.compactionRequests(),
                o -> o.execution().startedSeq());
        edges = sorted(NodeKind.EDGE, graph.interactionEdges(), InteractionEdge::startedAtUnixMs);
        payloads = sorted(NodeKind.PAYLOAD, graph.rawPayloads(), o -> 0);
    }

    private <I extends Id, T> List<T> sorted(NodeKind kind, Map<I, T> objects, ToLongFunction<T> order) {
        List<Map.Entry<I, T>> sorted = new ArrayList<>(objects.entrySet());
        // Of numbered ids, ten comes behind nine.
        sorted.sort(Comparator.comparingLong((Map.Entry<I, T> entry) -> order.applyAsLong(entry.getValue()))
                .thenComparingInt(entry -> entry.getKey().value().length())
                .thenComparing(entry -> entry.getKey().value()));
        List<T> values = new ArrayList<>(sorted.size());
        for (Map.Entry<I, T> entry : sorted) {
            number(kind, entry.getKey());
            values.add(entry.getValue());
        }
        return values;
    }

    private void number(NodeKind kind, Id id) {
        numbers.put(new Node(kind, id.value()), numbers.size());
    }

    /** The number of an object; null if the graph does not have it. */
    @Nullable
    Integer of(NodeKind kind, @Nullable Id id) {
        return id == null ? null : numbers.get(new Node(kind, id.value()));
    }

    /** The same. */
    @Nullable
    Integer of(Node node) {
        return numbers.get(node);
    }
}

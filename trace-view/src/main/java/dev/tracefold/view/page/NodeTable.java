/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalSession;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.TerminalId;
import dev.tracefold.model.id.ThreadId;
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

    /** Known once all objects were looked at. */
    final FailuresBeside failuresBeside;

    private final Map<Node, Integer> numbers = new HashMap<>();
    private final Map<ThreadId, Integer> turnsBefore = new HashMap<>();
    private final Map<ThreadId, Integer> inferencesBefore = new HashMap<>();

    NodeTable(SessionGraph graph, Part part) {
        failuresBeside = new FailuresBeside(part);
        agents = Summary.of(graph).agents();
        for (Summary.Agent agent : agents) {
            number(NodeKind.THREAD, agent.thread().threadId());
        }
        for (CodexTurn turn : graph.turns().values()) {
            count(turnsBefore, turn.threadId(), part.isBehind(turn.execution()));
        }
        for (InferenceCall call : graph.inferenceCalls().values()) {
            count(inferencesBefore, call.threadId(), part.isBehind(call.execution()));
        }
        turns = sorted(NodeKind.TURN, graph.turns(), part, CodexTurn::execution);
        // Items are numbered in the order in which they came, and are not made where the number will do.
        items = sorted(
                NodeKind.ITEM,
                graph.conversationItems(),
                entry -> part.holdsItem(entry.getKey().number()),
                item -> 0);
        inferences = sorted(NodeKind.INFERENCE, graph.inferenceCalls(), part, InferenceCall::execution);
        cells = sorted(NodeKind.CELL, graph.codeCells(), part, CodeCell::execution);
        tools = sorted(NodeKind.TOOL, graph.toolCalls(), part, ToolCall::execution);
        // Nothing tells when a terminal ends, so the last that was done in it counts.
        Set<TerminalId> used = new HashSet<>();
        for (TerminalOperation operation : graph.terminalOperations().values()) {
            if (part.holds(operation.execution()) && operation.terminalId() != null) {
                used.add(operation.terminalId());
            }
        }
        terminals = sorted(
                NodeKind.TERMINAL,
                graph.terminalSessions(),
                entry -> part.isWhole() || used.contains(entry.getKey()),
                terminal -> terminal.execution().startedSeq());
        operations = sorted(NodeKind.OPERATION, graph.terminalOperations(), part, TerminalOperation::execution);
        compactions = sorted(
                NodeKind.COMPACTION,
                graph.compactions(),
                entry -> part.holdsInstall(entry.getKey()),
                Compaction::installedAtUnixMs);
        compactionRequests =
                sorted(NodeKind.COMPACTION_REQUEST, graph.compactionRequests(), part, CompactionRequest::execution);
        edges = sorted(
                NodeKind.EDGE,
                graph.interactionEdges(),
                entry -> part.holds(entry.getValue()),
                InteractionEdge::startedAtUnixMs);
        Set<PayloadId> evidence = part.isWhole() ? Set.of() : new Evidence(this).payloads();
        payloads = sorted(
                NodeKind.PAYLOAD,
                graph.rawPayloads(),
                entry -> part.isWhole() || evidence.contains(entry.getKey()),
                payload -> 0);
    }

    private static void count(Map<ThreadId, Integer> before, ThreadId thread, boolean over) {
        if (over) {
            before.merge(thread, 1, Integer::sum);
        }
    }

    /** How many turns of a thread were over before what the page shows; null if none were. */
    @Nullable
    Integer turnsBefore(ThreadId thread) {
        return turnsBefore.get(thread);
    }

    /** The same of requests to models. */
    @Nullable
    Integer inferencesBefore(ThreadId thread) {
        return inferencesBefore.get(thread);
    }

    private <I extends Id, T> List<T> sorted(
            NodeKind kind, Map<I, T> objects, Part part, Function<T, ExecutionWindow> window) {
        return sorted(
                kind,
                objects,
                entry -> {
                    ExecutionWindow going = window.apply(entry.getValue());
                    failuresBeside.see(kind, entry.getKey(), going);
                    return part.holds(going);
                },
                object -> window.apply(object).startedSeq());
    }

    private <I extends Id, T> List<T> sorted(
            NodeKind kind, Map<I, T> objects, Predicate<Map.Entry<I, T>> shown, ToLongFunction<T> order) {
        List<Placed<T>> sorted = new ArrayList<>();
        for (Map.Entry<I, T> entry : objects.entrySet()) {
            if (shown.test(entry)) {
                T object = entry.getValue();
                sorted.add(new Placed<>(order.applyAsLong(object), entry.getKey(), object));
            }
        }
        // Of numbered ids, ten comes behind nine.
        sorted.sort(Comparator.comparingLong((Placed<T> placed) -> placed.order())
                .thenComparingInt(placed -> placed.id().value().length())
                .thenComparing(placed -> placed.id().value()));
        List<T> values = new ArrayList<>(sorted.size());
        for (Placed<T> placed : sorted) {
            number(kind, placed.id());
            values.add(placed.object());
        }
        return values;
    }

    /** An object, and what puts it into its place. */
    private record Placed<T>(long order, Id id, T object) {}

    private void number(NodeKind kind, Id id) {
        numbers.put(new Node(kind, id.value()), numbers.size());
    }

    /** The number of an object; null if the page does not have it. */
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

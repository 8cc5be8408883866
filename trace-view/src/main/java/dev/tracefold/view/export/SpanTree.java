/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.EdgeAnchor;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.graph.ToolRequester;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;

/**
 * What of a session took time, and what was part of what: threads, turns, inferences, compaction requests, code cells,
 * tool calls, terminal operations. Terminals are not among it, since nothing tells when one ends. Immutable.
 */
final class SpanTree {
    private static final Comparator<Span> ORDER = Comparator.comparingLong(Span::start)
            .thenComparingInt(Span::depth)
            .thenComparing(span -> span.node().kind())
            .thenComparing(span -> span.node().id());

    private final RolloutTrace graph;
    private final SessionClock clock;
    private final Map<Node, Span> byNode = new HashMap<>();

    private SpanTree(RolloutTrace graph) {
        this.graph = graph;
        this.clock = SessionClock.of(graph);
    }

    static SpanTree of(RolloutTrace graph) {
        SpanTree tree = new SpanTree(graph);
        // An agent's parent is part of its own parent, so agents come one after the other, oldest first.
        List<AgentThread> threads = new ArrayList<>(graph.threads().values());
        threads.sort(Comparator.comparingLong(
                        (AgentThread thread) -> thread.execution().startedSeq())
                .thenComparing(thread -> thread.threadId().value()));
        Map<ThreadId, List<Runnable>> ofThread = tree.partsByThread();
        for (AgentThread thread : threads) {
            tree.add(NodeKind.THREAD, thread.threadId(), tree.spawner(thread), thread.threadId(), thread.execution());
            ofThread.getOrDefault(thread.threadId(), List.of()).forEach(Runnable::run);
        }
        return tree;
    }

    /** How to add what lies in each thread, parents before what is part of them. */
    private Map<ThreadId, List<Runnable>> partsByThread() {
        Map<ThreadId, List<Runnable>> parts = new HashMap<>();
        for (CodexTurn turn : graph.turns().values()) {
            later(parts, turn.threadId(), () -> part(NodeKind.TURN, turn.turnId(), turn.threadId(), turn.execution()));
        }
        graph.inferenceCalls()
                .forEach((id, call) -> later(
                        parts,
                        call.threadId(),
                        () -> add(NodeKind.INFERENCE, id, turn(call.turnId()), call.threadId(), call.execution())));
        graph.compactionRequests()
                .forEach((id, request) -> later(
                        parts,
                        request.threadId(),
                        () -> add(
                                NodeKind.COMPACTION_REQUEST,
                                id,
                                turn(request.turnId()),
                                request.threadId(),
                                request.execution())));
        for (CodeCell cell : graph.codeCells().values()) {
            later(
                    parts,
                    cell.threadId(),
                    () -> add(
                            NodeKind.CELL, cell.codeCellId(), turn(cell.turnId()), cell.threadId(), cell.execution()));
        }
        for (ToolCall tool : graph.toolCalls().values()) {
            later(
                    parts,
                    tool.threadId(),
                    () -> add(NodeKind.TOOL, tool.toolCallId(), requester(tool), tool.threadId(), tool.execution()));
        }
        for (TerminalOperation operation : graph.terminalOperations().values()) {
            ToolCall tool = graph.toolCalls().get(operation.toolCallId());
            if (tool != null) {
                later(
                        parts,
                        tool.threadId(),
                        () -> add(
                                NodeKind.OPERATION,
                                operation.operationId(),
                                of(NodeKind.TOOL, tool.toolCallId()),
                                tool.threadId(),
                                operation.execution()));
            }
        }
        return parts;
    }

    private static void later(Map<ThreadId, List<Runnable>> parts, ThreadId thread, Runnable step) {
        parts.computeIfAbsent(thread, unused -> new ArrayList<>()).add(step);
    }

    private void part(NodeKind kind, Id id, ThreadId thread, ExecutionWindow window) {
        add(kind, id, of(NodeKind.THREAD, thread), thread, window);
    }

    private void add(NodeKind kind, Id id, @Nullable Span parent, ThreadId thread, ExecutionWindow window) {
        Node node = new Node(kind, id.value());
        Span above = parent != null || kind == NodeKind.THREAD ? parent : of(NodeKind.THREAD, thread);
        byNode.put(node, Span.of(node, above, thread, window, clock));
    }

    private @Nullable Span turn(Id turn) {
        return of(NodeKind.TURN, turn);
    }

    private @Nullable Span requester(ToolCall tool) {
        if (tool.requester() instanceof ToolRequester.CodeCell requester) {
            Span cell = of(NodeKind.CELL, requester.codeCellId());
            if (cell != null) {
                return cell;
            }
        }
        return tool.startedByTurnId() == null ? null : turn(tool.startedByTurnId());
    }

    /** The call that spawned an agent, else the agent that did; only what is there by now, so that no circle can arise. */
    private @Nullable Span spawner(AgentThread thread) {
        if (!(thread.origin() instanceof ThreadOrigin.Spawned spawned)) {
            return null;
        }
        InteractionEdge edge = graph.interactionEdges().get(spawned.spawnEdgeId());
        if (edge != null && edge.source() instanceof EdgeAnchor.Tool tool) {
            Span call = of(NodeKind.TOOL, tool.toolCallId());
            if (call != null) {
                return call;
            }
        }
        return of(NodeKind.THREAD, spawned.parentThreadId());
    }

    SessionClock clock() {
        return clock;
    }

    /** The span of an object; absent where it is not in the graph, or takes no time. */
    @Nullable
    Span of(NodeKind kind, Id id) {
        return byNode.get(new Node(kind, id.value()));
    }

    /** All of them by their start, what begins together from the outermost inwards. */
    List<Span> inOrder() {
        List<Span> spans = new ArrayList<>(byNode.values());
        spans.sort(ORDER);
        return spans;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.ProducerRef;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.graph.ToolRequester;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.TerminalId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;

/** The chain of cause around one object: what led to it, how it was carried out, who saw what came of it. */
public final class Cause {
    /** A link of the chain: what part an object has in it. */
    public record Step(String part, Node node) {}

    private final RolloutTrace graph;
    private final List<Step> steps = new ArrayList<>();

    private Cause(RolloutTrace graph) {
        this.graph = graph;
    }

    /** The chain, in the order of cause and effect. The object itself is not in it. */
    public static List<Step> of(RolloutTrace graph, Node node) {
        Cause cause = new Cause(graph);
        cause.chain(node);
        return List.copyOf(cause.steps);
    }

    private void chain(Node node) {
        String id = node.id();
        switch (node.kind()) {
            case THREAD -> thread(new ThreadId(id));
            case TURN -> turn(new TurnId(id));
            case ITEM -> item(graph.conversationItems().get(new ItemId(id)));
            case INFERENCE -> inference(graph.inferenceCalls().get(new InferenceCallId(id)));
            case CELL -> cell(graph.codeCells().get(new CodeCellId(id)));
            case TOOL -> tool(graph.toolCalls().get(new ToolCallId(id)));
            case TERMINAL -> {
                var terminal = graph.terminalSessions().get(new TerminalId(id));
                if (terminal != null) {
                    add("on thread", NodeKind.THREAD, terminal.threadId());
                    each("used by", NodeKind.OPERATION, terminal.operationIds());
                }
            }
            case OPERATION -> operation(graph.terminalOperations().get(new TerminalOperationId(id)));
            case COMPACTION -> compaction(graph.compactions().get(new CompactionId(id)));
            case COMPACTION_REQUEST -> {
                var request = graph.compactionRequests().get(new CompactionRequestId(id));
                if (request != null) {
                    add("in turn", NodeKind.TURN, request.turnId());
                    add("asked for", NodeKind.COMPACTION, request.compactionId());
                }
            }
            case EDGE -> edge(graph.interactionEdges().get(new EdgeId(id)));
            case PAYLOAD -> Links.to(graph, node).forEach(link -> steps.add(new Step("evidence of", link.from())));
        }
    }

    private void add(String part, NodeKind kind, @Nullable Id id) {
        if (id != null) {
            steps.add(new Step(part, new Node(kind, id.value())));
        }
    }

    private void each(String part, NodeKind kind, Collection<? extends Id> ids) {
        ids.forEach(id -> add(part, kind, id));
    }

    private void thread(ThreadId id) {
        var thread = graph.threads().get(id);
        if (thread == null) {
            return;
        }
        if (thread.origin() instanceof ThreadOrigin.Spawned spawned) {
            add("spawned by", NodeKind.THREAD, spawned.parentThreadId());
            InteractionEdge edge = graph.interactionEdges().get(spawned.spawnEdgeId());
            if (edge != null) {
                add("by way of", NodeKind.EDGE, edge.edgeId());
                steps.add(new Step("asked for by", Links.anchor(edge.source())));
            }
        }
        graph.turns().values().stream()
                .filter(turn -> turn.threadId().equals(id))
                .sorted(Comparator.comparing(turn -> turn.execution().startedSeq()))
                .forEach(turn -> add("ran", NodeKind.TURN, turn.turnId()));
        graph.interactionEdges().values().stream()
                .filter(edge -> Links.anchor(edge.target()).id().equals(id.value()))
                .forEach(edge -> add("reached by", NodeKind.EDGE, edge.edgeId()));
    }

    private void turn(TurnId id) {
        var turn = graph.turns().get(id);
        if (turn == null) {
            return;
        }
        add("of agent", NodeKind.THREAD, turn.threadId());
        graph.inferenceCalls().values().stream()
                .filter(call -> call.turnId().equals(id))
                .sorted(Comparator.comparing(call -> call.execution().startedSeq()))
                .forEach(call -> add("asked", NodeKind.INFERENCE, call.inferenceCallId()));
        graph.toolCalls().values().stream()
                .filter(tool -> id.equals(tool.startedByTurnId()))
                .sorted(Comparator.comparing(tool -> tool.execution().startedSeq()))
                .forEach(tool -> add("ran", NodeKind.TOOL, tool.toolCallId()));
        graph.compactions().values().stream()
                .filter(compaction -> compaction.turnId().equals(id))
                .forEach(compaction -> add("compacted", NodeKind.COMPACTION, compaction.compactionId()));
    }

    private void item(@Nullable ConversationItem item) {
        if (item == null) {
            return;
        }
        add("of agent", NodeKind.THREAD, item.threadId());
        add("came in turn", NodeKind.TURN, item.turnId());
        for (ProducerRef producer : item.producedBy()) {
            Node node = Links.producer(producer);
            if (node != null) {
                steps.add(new Step("produced by", node));
            }
        }
        Node self = new Node(NodeKind.ITEM, item.itemId().value());
        for (Links.Link link : Links.to(graph, self)) {
            String part = switch (link.from().kind() + "." + link.field()) {
                case "EDGE.target" -> "delivered by";
                case "EDGE.source" -> "reported by";
                case "TOOL.model_visible_call_item_ids" -> "asked for";
                case "CELL.source_item_id" -> "source of";
                case "COMPACTION.input_item_ids" -> "compacted by";
                case "COMPACTION.marker_item_id" -> "marks";
                default -> "";
            };
            if (!part.isEmpty()) {
                steps.add(new Step(part, link.from()));
            }
        }
        List<InferenceCall> carriers = carriers(graph, item.itemId());
        if (!carriers.isEmpty()) {
            add("first carried by", NodeKind.INFERENCE, carriers.get(0).inferenceCallId());
            if (carriers.size() > 1) {
                add(
                        "last carried by",
                        NodeKind.INFERENCE,
                        carriers.get(carriers.size() - 1).inferenceCallId());
            }
        }
    }

    /** The requests that carried an item, in the order of their starts. */
    public static List<InferenceCall> carriers(RolloutTrace graph, ItemId item) {
        return graph.inferenceCalls().values().stream()
                .filter(call -> call.requestItemIds().contains(item))
                .sorted(Comparator.comparing(call -> call.execution().startedSeq()))
                .toList();
    }

    private void inference(@Nullable InferenceCall call) {
        if (call == null) {
            return;
        }
        add("of agent", NodeKind.THREAD, call.threadId());
        add("in turn", NodeKind.TURN, call.turnId());
        graph.compactions().values().stream()
                .filter(compaction -> call.inferenceCallId().equals(compaction.continuationInferenceCallId()))
                .forEach(compaction -> add("goes on from", NodeKind.COMPACTION, compaction.compactionId()));
        // What is old was there in an earlier request; what this one brought is what made it different.
        Set<ItemId> fresh = new LinkedHashSet<>(call.requestItemIds());
        graph.inferenceCalls().values().stream()
                .filter(other -> other.threadId().equals(call.threadId())
                        && other.execution().startedSeq() < call.execution().startedSeq())
                .forEach(other -> {
                    other.requestItemIds().forEach(fresh::remove);
                    other.responseItemIds().forEach(fresh::remove);
                });
        each("newly told", NodeKind.ITEM, fresh);
        each("answered", NodeKind.ITEM, call.responseItemIds());
        each("started", NodeKind.TOOL, call.toolCallIdsStartedByResponse());
    }

    private void producersOf(ItemId id, String part) {
        ConversationItem item = graph.conversationItems().get(id);
        if (item != null) {
            for (ProducerRef producer : item.producedBy()) {
                if (producer instanceof ProducerRef.Inference inference) {
                    add(part, NodeKind.INFERENCE, inference.inferenceCallId());
                }
            }
        }
    }

    private void cell(@Nullable CodeCell cell) {
        if (cell == null) {
            return;
        }
        add("in turn", NodeKind.TURN, cell.turnId());
        producersOf(cell.sourceItemId(), "asked for by");
        add("in item", NodeKind.ITEM, cell.sourceItemId());
        each("called", NodeKind.TOOL, cell.nestedToolCallIds());
        each("waited on by", NodeKind.TOOL, cell.waitToolCallIds());
        each("model saw", NodeKind.ITEM, cell.outputItemIds());
        cell.outputItemIds().forEach(this::firstCarrier);
    }

    private void firstCarrier(ItemId id) {
        carriers(graph, id).stream()
                .limit(1)
                .forEach(call -> add("in request of", NodeKind.INFERENCE, call.inferenceCallId()));
    }

    private void tool(@Nullable ToolCall tool) {
        if (tool == null) {
            return;
        }
        add("of agent", NodeKind.THREAD, tool.threadId());
        add("in turn", NodeKind.TURN, tool.startedByTurnId());
        if (tool.requester() instanceof ToolRequester.CodeCell requester) {
            CodeCell cell = graph.codeCells().get(requester.codeCellId());
            if (cell != null) {
                producersOf(cell.sourceItemId(), "asked for by");
                add("in item", NodeKind.ITEM, cell.sourceItemId());
            }
            add("called from", NodeKind.CELL, requester.codeCellId());
        }
        tool.modelVisibleCallItemIds().forEach(item -> producersOf(item, "asked for by"));
        each("in item", NodeKind.ITEM, tool.modelVisibleCallItemIds());
        TerminalOperation operation = tool.terminalOperationId() == null
                ? null
                : graph.terminalOperations().get(tool.terminalOperationId());
        if (operation != null) {
            add("ran as", NodeKind.OPERATION, operation.operationId());
            add("in terminal", NodeKind.TERMINAL, operation.terminalId());
        }
        Node self = new Node(NodeKind.TOOL, tool.toolCallId().value());
        graph.interactionEdges().values().stream()
                .filter(edge -> Links.anchor(edge.source()).equals(self))
                .forEach(edge -> {
                    add("sent", NodeKind.EDGE, edge.edgeId());
                    steps.add(new Step("arrived at", Links.anchor(edge.target())));
                });
        each("model saw", NodeKind.ITEM, tool.modelVisibleOutputItemIds());
        tool.modelVisibleOutputItemIds().forEach(this::firstCarrier);
    }

    private void operation(@Nullable TerminalOperation operation) {
        if (operation != null) {
            add("part of", NodeKind.TOOL, operation.toolCallId());
            tool(graph.toolCalls().get(operation.toolCallId()));
            steps.removeIf(step -> step.node()
                    .equals(new Node(NodeKind.OPERATION, operation.operationId().value())));
        }
    }

    private void compaction(@Nullable Compaction compaction) {
        if (compaction == null) {
            return;
        }
        add("of agent", NodeKind.THREAD, compaction.threadId());
        add("in turn", NodeKind.TURN, compaction.turnId());
        each("asked for by", NodeKind.COMPACTION_REQUEST, compaction.requestIds());
        ends("replaced, first", "replaced, last", compaction.inputItemIds());
        add("marked by", NodeKind.ITEM, compaction.markerItemId());
        each("replacement", NodeKind.ITEM, compaction.replacementItemIds());
        add("gone on from by", NodeKind.INFERENCE, compaction.continuationInferenceCallId());
    }

    private void ends(String first, String last, List<ItemId> items) {
        if (!items.isEmpty()) {
            add(first, NodeKind.ITEM, items.get(0));
        }
        if (items.size() > 1) {
            add(last, NodeKind.ITEM, items.get(items.size() - 1));
        }
    }

    private void edge(@Nullable InteractionEdge edge) {
        if (edge != null) {
            steps.add(new Step("from", Links.anchor(edge.source())));
            steps.add(new Step("to", Links.anchor(edge.target())));
            each("carried", NodeKind.ITEM, edge.carriedItemIds());
            each("evidence", NodeKind.PAYLOAD, edge.carriedRawPayloadIds());
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.EdgeAnchor;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.ProducerRef;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.graph.ToolRequester;
import dev.tracefold.model.id.Id;

/**
 * What points at what. Links are found by walking the whole graph and not kept: requests that resend their history make
 * many more of them than there are objects.
 */
public final class Links {
    /** One object names another, under the name of the field that does. */
    public record Link(Node from, String field, Node to) {}

    /** Takes links as they are found. */
    private interface Sink {
        void found(Node from, String field, Node to);

        default void link(Node from, String field, NodeKind kind, @Nullable Id to) {
            if (to != null) {
                found(from, field, new Node(kind, to.value()));
            }
        }
    }

    private Links() {}

    /** All links that lead to that object, in the order of the graph. */
    public static List<Link> to(RolloutTrace graph, Node target) {
        List<Link> links = new ArrayList<>();
        walk(graph, (from, field, to) -> {
            if (to.equals(target)) {
                links.add(new Link(from, field, to));
            }
        });
        return links;
    }

    private static void walk(RolloutTrace graph, Sink sink) {
        graph.threads().values().forEach(thread -> {
            Node from = new Node(NodeKind.THREAD, thread.threadId().value());
            if (thread.origin() instanceof ThreadOrigin.Spawned spawned) {
                sink.link(from, "parent_thread_id", NodeKind.THREAD, spawned.parentThreadId());
                sink.link(from, "spawn_edge_id", NodeKind.EDGE, spawned.spawnEdgeId());
            }
            each(sink, from, "conversation_item_ids", NodeKind.ITEM, thread.conversationItemIds());
        });
        graph.turns()
                .values()
                .forEach(turn -> sink.link(
                        new Node(NodeKind.TURN, turn.turnId().value()), "thread_id", NodeKind.THREAD, turn.threadId()));
        graph.conversationItems().values().forEach(item -> item(item, sink));
        graph.inferenceCalls().values().forEach(call -> inference(call, sink));
        graph.codeCells().values().forEach(cell -> cell(cell, sink));
        graph.toolCalls().values().forEach(tool -> tool(tool, sink));
        terminals(graph, sink);
        graph.compactions().values().forEach(compaction -> compaction(compaction, sink));
        graph.compactionRequests().values().forEach(request -> {
            Node from = new Node(
                    NodeKind.COMPACTION_REQUEST, request.compactionRequestId().value());
            sink.link(from, "compaction_id", NodeKind.COMPACTION, request.compactionId());
            sink.link(from, "thread_id", NodeKind.THREAD, request.threadId());
            sink.link(from, "codex_turn_id", NodeKind.TURN, request.turnId());
            sink.link(from, "raw_request_payload_id", NodeKind.PAYLOAD, request.rawRequestPayloadId());
            sink.link(from, "raw_response_payload_id", NodeKind.PAYLOAD, request.rawResponsePayloadId());
        });
        edges(graph, sink);
    }

    private static void item(ConversationItem item, Sink sink) {
        Node from = new Node(NodeKind.ITEM, item.itemId().value());
        sink.link(from, "thread_id", NodeKind.THREAD, item.threadId());
        sink.link(from, "codex_turn_id", NodeKind.TURN, item.turnId());
        for (BodyPart part : item.parts()) {
            if (part instanceof BodyPart.Json json) {
                sink.link(from, "body", NodeKind.PAYLOAD, json.rawPayloadId());
            } else if (part instanceof BodyPart.InPayload ref) {
                sink.link(from, "body", NodeKind.PAYLOAD, ref.rawPayloadId());
            }
        }
        for (ProducerRef producer : item.producedBy()) {
            Node node = producer(producer);
            if (node != null) {
                sink.found(from, "produced_by", node);
            }
        }
    }

    /** The object that brought an item about; none for those that are reserved. */
    public static @Nullable Node producer(ProducerRef producer) {
        if (producer instanceof ProducerRef.Inference ref) {
            return new Node(NodeKind.INFERENCE, ref.inferenceCallId().value());
        } else if (producer instanceof ProducerRef.Tool ref) {
            return new Node(NodeKind.TOOL, ref.toolCallId().value());
        } else if (producer instanceof ProducerRef.CodeCell ref) {
            return new Node(NodeKind.CELL, ref.codeCellId().value());
        } else if (producer instanceof ProducerRef.Compaction ref) {
            return new Node(NodeKind.COMPACTION, ref.compactionId().value());
        } else if (producer instanceof ProducerRef.InteractionEdge ref) {
            return new Node(NodeKind.EDGE, ref.edgeId().value());
        }
        return null;
    }

    private static void inference(InferenceCall call, Sink sink) {
        Node from = new Node(NodeKind.INFERENCE, call.inferenceCallId().value());
        sink.link(from, "thread_id", NodeKind.THREAD, call.threadId());
        sink.link(from, "codex_turn_id", NodeKind.TURN, call.turnId());
        each(sink, from, "request_item_ids", NodeKind.ITEM, call.requestItemIds());
        each(sink, from, "response_item_ids", NodeKind.ITEM, call.responseItemIds());
        each(sink, from, "tool_call_ids_started_by_response", NodeKind.TOOL, call.toolCallIdsStartedByResponse());
        sink.link(from, "raw_request_payload_id", NodeKind.PAYLOAD, call.rawRequestPayloadId());
        sink.link(from, "raw_response_payload_id", NodeKind.PAYLOAD, call.rawResponsePayloadId());
    }

    private static void cell(CodeCell cell, Sink sink) {
        Node from = new Node(NodeKind.CELL, cell.codeCellId().value());
        sink.link(from, "thread_id", NodeKind.THREAD, cell.threadId());
        sink.link(from, "codex_turn_id", NodeKind.TURN, cell.turnId());
        sink.link(from, "source_item_id", NodeKind.ITEM, cell.sourceItemId());
        each(sink, from, "output_item_ids", NodeKind.ITEM, cell.outputItemIds());
        each(sink, from, "nested_tool_call_ids", NodeKind.TOOL, cell.nestedToolCallIds());
        each(sink, from, "wait_tool_call_ids", NodeKind.TOOL, cell.waitToolCallIds());
    }

    private static void tool(ToolCall tool, Sink sink) {
        Node from = new Node(NodeKind.TOOL, tool.toolCallId().value());
        sink.link(from, "thread_id", NodeKind.THREAD, tool.threadId());
        sink.link(from, "started_by_codex_turn_id", NodeKind.TURN, tool.startedByTurnId());
        if (tool.requester() instanceof ToolRequester.CodeCell cell) {
            sink.link(from, "requester", NodeKind.CELL, cell.codeCellId());
        }
        each(sink, from, "model_visible_call_item_ids", NodeKind.ITEM, tool.modelVisibleCallItemIds());
        each(sink, from, "model_visible_output_item_ids", NodeKind.ITEM, tool.modelVisibleOutputItemIds());
        sink.link(from, "terminal_operation_id", NodeKind.OPERATION, tool.terminalOperationId());
        sink.link(from, "raw_invocation_payload_id", NodeKind.PAYLOAD, tool.rawInvocationPayloadId());
        sink.link(from, "raw_result_payload_id", NodeKind.PAYLOAD, tool.rawResultPayloadId());
        each(sink, from, "raw_runtime_payload_ids", NodeKind.PAYLOAD, tool.rawRuntimePayloadIds());
    }

    private static void terminals(RolloutTrace graph, Sink sink) {
        graph.terminalSessions().values().forEach(terminal -> {
            Node from = new Node(NodeKind.TERMINAL, terminal.terminalId().value());
            sink.link(from, "thread_id", NodeKind.THREAD, terminal.threadId());
            each(sink, from, "operation_ids", NodeKind.OPERATION, terminal.operationIds());
        });
        graph.terminalOperations().values().forEach(operation -> {
            Node from = new Node(NodeKind.OPERATION, operation.operationId().value());
            sink.link(from, "terminal_id", NodeKind.TERMINAL, operation.terminalId());
            sink.link(from, "tool_call_id", NodeKind.TOOL, operation.toolCallId());
            operation.modelObservations().forEach(seen -> {
                each(sink, from, "model_observations", NodeKind.ITEM, seen.callItemIds());
                each(sink, from, "model_observations", NodeKind.ITEM, seen.outputItemIds());
            });
            each(sink, from, "raw_payload_ids", NodeKind.PAYLOAD, operation.rawPayloadIds());
        });
    }

    private static void compaction(Compaction compaction, Sink sink) {
        Node from = new Node(NodeKind.COMPACTION, compaction.compactionId().value());
        sink.link(from, "thread_id", NodeKind.THREAD, compaction.threadId());
        sink.link(from, "codex_turn_id", NodeKind.TURN, compaction.turnId());
        sink.link(from, "marker_item_id", NodeKind.ITEM, compaction.markerItemId());
        each(sink, from, "request_ids", NodeKind.COMPACTION_REQUEST, compaction.requestIds());
        each(sink, from, "input_item_ids", NodeKind.ITEM, compaction.inputItemIds());
        each(sink, from, "replacement_item_ids", NodeKind.ITEM, compaction.replacementItemIds());
        sink.link(from, "continuation_inference_call_id", NodeKind.INFERENCE, compaction.continuationInferenceCallId());
    }

    private static void edges(RolloutTrace graph, Sink sink) {
        graph.interactionEdges().values().forEach(edge -> {
            Node from = new Node(NodeKind.EDGE, edge.edgeId().value());
            Node source = anchor(edge.source());
            sink.found(from, "source", source);
            Node target = anchor(edge.target());
            sink.found(from, "target", target);
            each(sink, from, "carried_item_ids", NodeKind.ITEM, edge.carriedItemIds());
            each(sink, from, "carried_raw_payload_ids", NodeKind.PAYLOAD, edge.carriedRawPayloadIds());
        });
    }

    /** The object at an end of an edge. */
    public static Node anchor(EdgeAnchor anchor) {
        if (anchor instanceof EdgeAnchor.ConversationItem item) {
            return new Node(NodeKind.ITEM, item.itemId().value());
        } else if (anchor instanceof EdgeAnchor.Tool tool) {
            return new Node(NodeKind.TOOL, tool.toolCallId().value());
        } else if (anchor instanceof EdgeAnchor.WholeThread thread) {
            return new Node(NodeKind.THREAD, thread.threadId().value());
        }
        throw new IllegalArgumentException("no such anchor: " + anchor);
    }

    private static void each(Sink sink, Node from, String field, NodeKind kind, Collection<? extends Id> ids) {
        ids.forEach(id -> sink.link(from, field, kind, id));
    }
}

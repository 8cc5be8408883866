/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;

/** Which objects an event speaks of: the ids in its fields, not those in its envelope or in its payload files. */
public final class Mentions implements RawEventPayload.Visitor<List<Node>> {
    private static final Mentions ALL = new Mentions();

    private Mentions() {}

    /** Whether the event speaks of that object. */
    public static boolean of(RawTraceEvent event, Node node) {
        return event.payload().accept(ALL).contains(node)
                || (node.kind() == NodeKind.PAYLOAD && refersTo(event, node.id()));
    }

    private static boolean refersTo(RawTraceEvent event, String payload) {
        for (PayloadRef ref : event.payload().payloads()) {
            if (ref.payloadId().value().equals(payload)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the event speaks of the code cell that the runtime knew by that id. Runtime ids are unique within their
     * thread alone.
     */
    public static boolean ofCell(RawTraceEvent event, @Nullable ThreadId thread, @Nullable RuntimeCellId cell) {
        if (cell == null || (event.threadId() != null && !event.threadId().equals(thread))) {
            return false;
        }
        RawEventPayload payload = event.payload();
        if (payload instanceof RawEventPayload.CodeCellStarted started) {
            return started.runtimeCellId().equals(cell);
        } else if (payload instanceof RawEventPayload.CodeCellInitialResponse response) {
            return response.runtimeCellId().equals(cell);
        }
        return payload instanceof RawEventPayload.CodeCellEnded ended
                && ended.runtimeCellId().equals(cell);
    }

    private static List<Node> nodes(NodeKind kind, Id id) {
        return List.of(new Node(kind, id.value()));
    }

    @Override
    public List<Node> on(RawEventPayload.RolloutStarted event) {
        return nodes(NodeKind.THREAD, event.rootThreadId());
    }

    @Override
    public List<Node> on(RawEventPayload.RolloutEnded event) {
        return List.of();
    }

    @Override
    public List<Node> on(RawEventPayload.ThreadStarted event) {
        return nodes(NodeKind.THREAD, event.threadId());
    }

    @Override
    public List<Node> on(RawEventPayload.ThreadEnded event) {
        return nodes(NodeKind.THREAD, event.threadId());
    }

    @Override
    public List<Node> on(RawEventPayload.TurnStarted event) {
        return nodes(NodeKind.TURN, event.turnId());
    }

    @Override
    public List<Node> on(RawEventPayload.TurnEnded event) {
        return nodes(NodeKind.TURN, event.turnId());
    }

    @Override
    public List<Node> on(RawEventPayload.InferenceStarted event) {
        return nodes(NodeKind.INFERENCE, event.inferenceCallId());
    }

    @Override
    public List<Node> on(RawEventPayload.InferenceCompleted event) {
        return nodes(NodeKind.INFERENCE, event.inferenceCallId());
    }

    @Override
    public List<Node> on(RawEventPayload.InferenceFailed event) {
        return nodes(NodeKind.INFERENCE, event.inferenceCallId());
    }

    @Override
    public List<Node> on(RawEventPayload.InferenceCancelled event) {
        return nodes(NodeKind.INFERENCE, event.inferenceCallId());
    }

    @Override
    public List<Node> on(RawEventPayload.ToolCallStarted event) {
        return nodes(NodeKind.TOOL, event.toolCallId());
    }

    @Override
    public List<Node> on(RawEventPayload.McpCorrelationAssigned event) {
        return nodes(NodeKind.TOOL, event.toolCallId());
    }

    @Override
    public List<Node> on(RawEventPayload.ToolRuntimeStarted event) {
        return nodes(NodeKind.TOOL, event.toolCallId());
    }

    @Override
    public List<Node> on(RawEventPayload.ToolRuntimeEnded event) {
        return nodes(NodeKind.TOOL, event.toolCallId());
    }

    @Override
    public List<Node> on(RawEventPayload.ToolCallEnded event) {
        return nodes(NodeKind.TOOL, event.toolCallId());
    }

    @Override
    public List<Node> on(RawEventPayload.CodeCellStarted event) {
        return List.of();
    }

    @Override
    public List<Node> on(RawEventPayload.CodeCellInitialResponse event) {
        return List.of();
    }

    @Override
    public List<Node> on(RawEventPayload.CodeCellEnded event) {
        return List.of();
    }

    @Override
    public List<Node> on(RawEventPayload.CompactionRequestStarted event) {
        return request(event.compactionRequestId(), event.compactionId());
    }

    @Override
    public List<Node> on(RawEventPayload.CompactionRequestCompleted event) {
        return request(event.compactionRequestId(), event.compactionId());
    }

    @Override
    public List<Node> on(RawEventPayload.CompactionRequestFailed event) {
        return request(event.compactionRequestId(), event.compactionId());
    }

    private static List<Node> request(Id request, Id compaction) {
        List<Node> both = new ArrayList<>(nodes(NodeKind.COMPACTION_REQUEST, request));
        both.addAll(nodes(NodeKind.COMPACTION, compaction));
        return both;
    }

    @Override
    public List<Node> on(RawEventPayload.CompactionInstalled event) {
        return nodes(NodeKind.COMPACTION, event.compactionId());
    }

    @Override
    public List<Node> on(RawEventPayload.AgentResultObserved event) {
        return nodes(NodeKind.EDGE, event.edgeId());
    }

    @Override
    public List<Node> on(RawEventPayload.ProtocolEventObserved event) {
        return List.of();
    }

    @Override
    public List<Node> on(RawEventPayload.Other event) {
        return List.of();
    }
}

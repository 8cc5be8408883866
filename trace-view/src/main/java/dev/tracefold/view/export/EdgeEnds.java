/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.EdgeAnchor;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.ProducerRef;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.view.lookup.NodeKind;

/** Which span an end of an edge lies in. Immutable once made. */
final class EdgeEnds {
    private final RolloutTrace graph;
    private final SpanTree tree;
    private final Map<TurnId, List<InferenceCall>> callsByTurn = new HashMap<>();

    EdgeEnds(RolloutTrace graph, SpanTree tree) {
        this.graph = graph;
        this.tree = tree;
        for (InferenceCall call : graph.inferenceCalls().values()) {
            callsByTurn
                    .computeIfAbsent(call.turnId(), unused -> new ArrayList<>())
                    .add(call);
        }
    }

    /** The span; absent where the session does not hold that end. */
    @Nullable
    Span of(EdgeAnchor anchor) {
        if (anchor instanceof EdgeAnchor.Tool end) {
            return tree.of(NodeKind.TOOL, end.toolCallId());
        } else if (anchor instanceof EdgeAnchor.WholeThread end) {
            return tree.of(NodeKind.THREAD, end.threadId());
        } else if (anchor instanceof EdgeAnchor.ConversationItem end) {
            ConversationItem item = graph.conversationItems().get(end.itemId());
            return item == null ? null : of(item);
        }
        throw new IllegalArgumentException("no such anchor: " + anchor);
    }

    /** The inference that said it, else the one that was first told, else the turn or the thread that has it. */
    private @Nullable Span of(ConversationItem item) {
        for (ProducerRef producer : item.producedBy()) {
            if (producer instanceof ProducerRef.Inference inference) {
                return tree.of(NodeKind.INFERENCE, inference.inferenceCallId());
            }
        }
        if (item.turnId() == null) {
            return tree.of(NodeKind.THREAD, item.threadId());
        }
        for (InferenceCall call : callsByTurn.getOrDefault(item.turnId(), List.of())) {
            // A history is long, and the time of the event that brought the item tells most of them apart.
            if (call.execution().startedAtUnixMs() == item.firstSeenAtUnixMs()
                    && call.requestItemIds().contains(item.itemId())) {
                return tree.of(NodeKind.INFERENCE, call.inferenceCallId());
            }
        }
        Span turn = tree.of(NodeKind.TURN, item.turnId());
        return turn == null ? tree.of(NodeKind.THREAD, item.threadId()) : turn;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.EdgeAnchor;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalSession;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.TerminalId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.view.lookup.Node;

/** The events with which objects came. */
final class Beginnings {
    private final SessionGraph graph;
    private final Moments moments;

    Beginnings(SessionGraph graph, Moments moments) {
        this.graph = graph;
        this.moments = moments;
    }

    /** The seq of the event; null if there is no such object, or nothing tells when it came. */
    @Nullable
    Long seqOf(Node node) {
        String id = node.id();
        return switch (node.kind()) {
            case THREAD -> started(graph.threads(), new ThreadId(id), AgentThread::execution);
            case TURN -> started(graph.turns(), new TurnId(id), CodexTurn::execution);
            case ITEM -> item(new ItemId(id));
            case INFERENCE -> started(graph.inferenceCalls(), new InferenceCallId(id), InferenceCall::execution);
            case CELL -> started(graph.codeCells(), new CodeCellId(id), CodeCell::execution);
            case TOOL -> started(graph.toolCalls(), new ToolCallId(id), ToolCall::execution);
            case TERMINAL -> started(graph.terminalSessions(), new TerminalId(id), TerminalSession::execution);
            case OPERATION ->
                started(graph.terminalOperations(), new TerminalOperationId(id), TerminalOperation::execution);
            case COMPACTION -> seq(moments.ofInstall(new CompactionId(id)));
            case COMPACTION_REQUEST ->
                started(graph.compactionRequests(), new CompactionRequestId(id), CompactionRequest::execution);
            case EDGE -> {
                InteractionEdge edge = graph.interactionEdges().get(new EdgeId(id));
                yield edge == null ? null : seqOf(edge);
            }
            case PAYLOAD -> null;
        };
    }

    private static <I, T> @Nullable Long started(Map<I, T> objects, I id, Function<T, ExecutionWindow> window) {
        T object = objects.get(id);
        return object == null ? null : Long.valueOf(window.apply(object).startedSeq());
    }

    private @Nullable Long item(ItemId id) {
        int event = graph.conversationItems().containsKey(id) ? moments.ofItem((int) id.number()) : -1;
        return event < 0 ? null : seq(event);
    }

    /** The same of an edge: what it started from tells. */
    @Nullable
    Long seqOf(InteractionEdge edge) {
        Integer event = moments.ofResult(edge.edgeId());
        return event == null && edge.source() instanceof EdgeAnchor.Tool tool
                ? started(graph.toolCalls(), tool.toolCallId(), ToolCall::execution)
                : seq(event);
    }

    private @Nullable Long seq(@Nullable Integer event) {
        return event == null ? null : Long.valueOf(moments.seq(event));
    }
}

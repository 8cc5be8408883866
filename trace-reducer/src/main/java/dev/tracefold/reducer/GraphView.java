/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.ModelObservation;
import dev.tracefold.model.graph.ObservationSource;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.reducer.body.NormalizedItem;
import dev.tracefold.reducer.body.Part;

/** Turns a state into the graph that people see. */
final class GraphView {
    private GraphView() {}

    /** Maps are handed over one by one, which copies them; the builder would copy each of them twice. */
    static RolloutTrace of(Draft state) {
        return RolloutTrace.builder()
                .traceId(state.traceId)
                .rolloutId(state.rolloutId)
                .startedAtUnixMs(state.startedAtUnixMs)
                .endedAtUnixMs(state.endedAtUnixMs)
                .status(state.status)
                .rootThreadId(state.rootThreadId)
                .build()
                .withThreads(MapView.of(state.threads, GraphView::thread))
                .withTurns(MapView.of(state.turns, TurnState::turn))
                .withConversationItems(MapView.of(state.items, Item::id, GraphView::item))
                .withInferenceCalls(MapView.of(state.inferences, GraphView::inference))
                .withCodeCells(MapView.of(state.cells, cell -> cell))
                .withToolCalls(MapView.of(state.tools, ToolState::call))
                .withTerminalSessions(MapView.of(state.terminals, terminal -> terminal))
                .withTerminalOperations(MapView.of(
                        state.operations, TerminalOperation::operationId, operation -> operation(operation, state)))
                .withCompactions(MapView.of(state.compactions, GraphView::compaction))
                .withCompactionRequests(MapView.of(state.compactionRequests, request -> request))
                .withInteractionEdges(MapView.of(state.edges, edge -> edge))
                .withRawPayloads(MapView.of(state.payloads, payload -> payload));
    }

    private static AgentThread thread(ThreadState state) {
        return state.thread().withConversationItemIds(state.conversation());
    }

    private static InferenceCall inference(InferenceState state) {
        return InferenceCall.builder()
                .from(state.call())
                .requestItemIds(state.request().ids())
                .responseItemIds(state.response().ids())
                .build();
    }

    private static Compaction compaction(CompactionState state) {
        return Compaction.builder()
                .from(state.compaction())
                .inputItemIds(state.input().ids())
                .replacementItemIds(state.replacement().ids())
                .build();
    }

    /** What the model saw of an operation is what it saw of its tool. */
    private static TerminalOperation operation(TerminalOperation operation, Draft state) {
        ToolCall tool = state.tools.get(operation.toolCallId()).get().call();
        if (tool.modelVisibleCallItemIds().isEmpty()
                && tool.modelVisibleOutputItemIds().isEmpty()) {
            return operation;
        }
        return operation.withModelObservations(new ModelObservation(
                tool.modelVisibleCallItemIds(), tool.modelVisibleOutputItemIds(), ObservationSource.DIRECT_TOOL_CALL));
    }

    private static ConversationItem item(Item item) {
        NormalizedItem content = item.content();
        List<BodyPart> parts = new ArrayList<>(content.parts().size());
        for (Part part : content.parts()) {
            parts.add(part(part, item.payload()));
        }
        return ConversationItem.builder()
                .itemId(item.id())
                .threadId(item.threadId())
                .turnId(item.turnId())
                .firstSeenAtUnixMs(item.firstSeenAtUnixMs())
                .role(content.role())
                .channel(content.channel())
                .kind(content.kind())
                .agentMessage(content.agentMessage())
                .parts(parts)
                .callId(content.callId())
                .producedBy(item.producedBy())
                .build();
    }

    private static BodyPart part(Part part, @Nullable PayloadId payload) {
        if (part instanceof Part.Text text) {
            return new BodyPart.Text(text.text());
        }
        if (part instanceof Part.Summary summary) {
            return new BodyPart.Summary(summary.text());
        }
        if (part instanceof Part.Encoded encoded) {
            return new BodyPart.Encoded(Part.Encoded.LABEL, encoded.value());
        }
        if (part instanceof Part.Json json) {
            return new BodyPart.Json(json.summary(), Objects.requireNonNull(payload));
        }
        if (part instanceof Part.Code code) {
            return new BodyPart.Code(code.language(), code.source());
        }
        Part.InPayload inPayload = (Part.InPayload) part;
        return new BodyPart.InPayload(inPayload.label(), Objects.requireNonNull(payload));
    }
}

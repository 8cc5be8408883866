/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.ModelObservation;
import dev.tracefold.model.graph.ObservationSource;
import dev.tracefold.model.graph.RolloutTrace;
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
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.TerminalId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.reducer.body.NormalizedItem;
import dev.tracefold.reducer.body.Part;

/** The graph that a state stands for. */
final class GraphView implements SessionGraph {
    private final Draft state;

    GraphView(Draft state) {
        this.state = state;
    }

    /** The same as a value. Maps are handed over one by one, which copies them; a builder would copy each of them twice. */
    RolloutTrace toValue() {
        return RolloutTrace.builder()
                .traceId(traceId())
                .rolloutId(rolloutId())
                .startedAtUnixMs(startedAtUnixMs())
                .endedAtUnixMs(endedAtUnixMs())
                .status(status())
                .rootThreadId(rootThreadId())
                .build()
                .withThreads(threads())
                .withTurns(turns())
                .withConversationItems(conversationItems())
                .withInferenceCalls(inferenceCalls())
                .withCodeCells(codeCells())
                .withToolCalls(toolCalls())
                .withTerminalSessions(terminalSessions())
                .withTerminalOperations(terminalOperations())
                .withCompactions(compactions())
                .withCompactionRequests(compactionRequests())
                .withInteractionEdges(interactionEdges())
                .withRawPayloads(rawPayloads());
    }

    @Override
    public TraceId traceId() {
        return state.traceId;
    }

    @Override
    public RolloutId rolloutId() {
        return state.rolloutId;
    }

    @Override
    public long startedAtUnixMs() {
        return state.startedAtUnixMs;
    }

    @Override
    public @Nullable Long endedAtUnixMs() {
        return state.endedAtUnixMs;
    }

    @Override
    public RolloutStatus status() {
        return state.status;
    }

    @Override
    public ThreadId rootThreadId() {
        return state.rootThreadId;
    }

    @Override
    public Map<ThreadId, AgentThread> threads() {
        return MapView.of(state.threads, GraphView::thread);
    }

    @Override
    public Map<TurnId, CodexTurn> turns() {
        return MapView.of(state.turns, TurnState::turn);
    }

    @Override
    public Map<ItemId, ConversationItem> conversationItems() {
        return MapView.of(state.items, Item::id, GraphView::item);
    }

    @Override
    public Map<InferenceCallId, InferenceCall> inferenceCalls() {
        return MapView.of(state.inferences, GraphView::inference);
    }

    @Override
    public Map<CodeCellId, CodeCell> codeCells() {
        return MapView.of(state.cells, cell -> cell);
    }

    @Override
    public Map<ToolCallId, ToolCall> toolCalls() {
        return MapView.of(state.tools, ToolState::call);
    }

    @Override
    public Map<TerminalId, TerminalSession> terminalSessions() {
        return MapView.of(state.terminals, terminal -> terminal);
    }

    @Override
    public Map<TerminalOperationId, TerminalOperation> terminalOperations() {
        return MapView.of(state.operations, TerminalOperation::operationId, operation -> operation(operation, state));
    }

    @Override
    public Map<CompactionId, Compaction> compactions() {
        return MapView.of(state.compactions, GraphView::compaction);
    }

    @Override
    public Map<CompactionRequestId, CompactionRequest> compactionRequests() {
        return MapView.of(state.compactionRequests, request -> request);
    }

    @Override
    public Map<EdgeId, InteractionEdge> interactionEdges() {
        return MapView.of(state.edges, edge -> edge);
    }

    @Override
    public Map<PayloadId, PayloadRef> rawPayloads() {
        return state.payloads.asMap();
    }

    private static AgentThread thread(ThreadState state) {
        return state.thread().withConversationItemIds(state.conversation());
    }

    private static InferenceCall inference(InferenceState state) {
        return state.call().withRequestItemIds(state.request().ids()).withResponseItemIds(state.response());
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
        ToolCall tool =
                Objects.requireNonNull(state.tools.get(operation.toolCallId())).call();
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

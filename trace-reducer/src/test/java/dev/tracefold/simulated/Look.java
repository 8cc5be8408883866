/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.simulated;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalSession;
import dev.tracefold.model.graph.ToolCall;
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

/** Objects of a graph by the texts of their ids; what is not there is a failure. */
public record Look(RolloutTrace graph) {
    public static Look at(Recording recording) {
        return new Look(recording.graph());
    }

    private static <K extends Id, V> V found(Map<K, V> objects, K id) {
        return Objects.requireNonNull(objects.get(id), () -> id + " is not among " + objects.keySet());
    }

    public AgentThread thread(String id) {
        return found(graph.threads(), new ThreadId(id));
    }

    public CodexTurn turn(String id) {
        return found(graph.turns(), new TurnId(id));
    }

    public InferenceCall inference(String id) {
        return found(graph.inferenceCalls(), new InferenceCallId(id));
    }

    /** The ordinals of what a call was sent. */
    public List<Integer> request(String inference) {
        return ordinals(inference(inference).requestItemIds());
    }

    public List<Integer> response(String inference) {
        return ordinals(inference(inference).responseItemIds());
    }

    public static List<Integer> ordinals(List<? extends Id> ids) {
        return ids.stream()
                .map(id -> Integer.valueOf(id.value().substring(id.value().indexOf(':') + 1)))
                .toList();
    }

    public ConversationItem item(int ordinal) {
        return found(graph.conversationItems(), new ItemId("conversation_item:" + ordinal));
    }

    public ToolCall tool(String id) {
        return found(graph.toolCalls(), new ToolCallId(id));
    }

    public TerminalOperation operation(int ordinal) {
        return found(graph.terminalOperations(), new TerminalOperationId("terminal_operation:" + ordinal));
    }

    public TerminalSession terminal(String id) {
        return found(graph.terminalSessions(), new TerminalId(id));
    }

    public CodeCell cell(String callId) {
        return found(graph.codeCells(), new CodeCellId("code_cell:" + callId));
    }

    public Compaction compaction(String id) {
        return found(graph.compactions(), new CompactionId(id));
    }

    public CompactionRequest compactionRequest(String id) {
        return found(graph.compactionRequests(), new CompactionRequestId(id));
    }

    public InteractionEdge edge(String id) {
        return found(graph.interactionEdges(), new EdgeId(id));
    }

    /** A window as "status from-to" in seqs. */
    public static String window(ExecutionWindow window) {
        return window.status().name().toLowerCase(java.util.Locale.ROOT) + " " + window.startedSeq() + "-"
                + shown(window.endedSeq());
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}

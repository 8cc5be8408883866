/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.RolloutStatus;
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

/**
 * The graph of one session, in whatever form it is held. Immutable; may be shared between threads.
 *
 * @see RolloutTrace
 */
public interface SessionGraph {
    TraceId traceId();

    RolloutId rolloutId();

    long startedAtUnixMs();

    @Nullable
    Long endedAtUnixMs();

    RolloutStatus status();

    ThreadId rootThreadId();

    Map<ThreadId, AgentThread> threads();

    Map<TurnId, CodexTurn> turns();

    Map<ItemId, ConversationItem> conversationItems();

    Map<InferenceCallId, InferenceCall> inferenceCalls();

    Map<CodeCellId, CodeCell> codeCells();

    Map<ToolCallId, ToolCall> toolCalls();

    Map<TerminalId, TerminalSession> terminalSessions();

    Map<TerminalOperationId, TerminalOperation> terminalOperations();

    Map<CompactionId, Compaction> compactions();

    Map<CompactionRequestId, CompactionRequest> compactionRequests();

    Map<EdgeId, InteractionEdge> interactionEdges();

    /** Every payload that an event refers to; the last reference to an id counts. */
    Map<PayloadId, PayloadRef> rawPayloads();
}

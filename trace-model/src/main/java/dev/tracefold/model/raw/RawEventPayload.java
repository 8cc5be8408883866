/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.raw;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.McpCallId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.RuntimeToolId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.id.UpstreamRequestId;
import dev.tracefold.model.value.JsonValue;

/**
 * What was observed: one small record an event type. The set is closed; to act on it, write a {@link Visitor}, which
 * has no default arm, so that a new type stops the build until somebody decides what it means.
 */
public sealed interface RawEventPayload {
    /** The name of this event. */
    EventType type();

    /** The payload files that this event refers to, in the order of its fields. */
    default List<PayloadRef> payloads() {
        return List.of();
    }

    /** Calls the visitor's method for this event. */
    <R> R accept(Visitor<R> visitor);

    /** One method an event type. */
    interface Visitor<R> {
        R on(RolloutStarted event);

        R on(RolloutEnded event);

        R on(ThreadStarted event);

        R on(ThreadEnded event);

        R on(TurnStarted event);

        R on(TurnEnded event);

        R on(InferenceStarted event);

        R on(InferenceCompleted event);

        R on(InferenceFailed event);

        R on(InferenceCancelled event);

        R on(ToolCallStarted event);

        R on(McpCorrelationAssigned event);

        R on(ToolRuntimeStarted event);

        R on(ToolRuntimeEnded event);

        R on(ToolCallEnded event);

        R on(CodeCellStarted event);

        R on(CodeCellInitialResponse event);

        R on(CodeCellEnded event);

        R on(CompactionRequestStarted event);

        R on(CompactionRequestCompleted event);

        R on(CompactionRequestFailed event);

        R on(CompactionInstalled event);

        R on(AgentResultObserved event);

        R on(ProtocolEventObserved event);

        R on(Other event);
    }

    /** The recording begins. */
    record RolloutStarted(TraceId traceId, ThreadId rootThreadId) implements RawEventPayload {
        public RolloutStarted {
            Objects.requireNonNull(traceId, "traceId");
            Objects.requireNonNull(rootThreadId, "rootThreadId");
        }

        @Override
        public EventType type() {
            return EventType.ROLLOUT_STARTED;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** The session ended. */
    record RolloutEnded(RolloutStatus status) implements RawEventPayload {
        public RolloutEnded {
            Objects.requireNonNull(status, "status");
        }

        @Override
        public EventType type() {
            return EventType.ROLLOUT_ENDED;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** An agent's thread began. */
    record ThreadStarted(
            ThreadId threadId, String agentPath, @Nullable PayloadRef metadataPayload) implements RawEventPayload {
        public ThreadStarted {
            Objects.requireNonNull(threadId, "threadId");
            Objects.requireNonNull(agentPath, "agentPath");
        }

        @Override
        public EventType type() {
            return EventType.THREAD_STARTED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return metadataPayload == null ? List.of() : List.of(metadataPayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** An agent's thread ended; the session may go on. */
    record ThreadEnded(ThreadId threadId, RolloutStatus status) implements RawEventPayload {
        public ThreadEnded {
            Objects.requireNonNull(threadId, "threadId");
            Objects.requireNonNull(status, "status");
        }

        @Override
        public EventType type() {
            return EventType.THREAD_ENDED;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A turn began. */
    record TurnStarted(TurnId turnId, ThreadId threadId) implements RawEventPayload {
        public TurnStarted {
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(threadId, "threadId");
        }

        @Override
        public EventType type() {
            return EventType.CODEX_TURN_STARTED;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A turn came to rest. */
    record TurnEnded(TurnId turnId, ExecutionStatus status) implements RawEventPayload {
        public TurnEnded {
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(status, "status");
        }

        @Override
        public EventType type() {
            return EventType.CODEX_TURN_ENDED;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A request went to a model provider. */
    record InferenceStarted(
            InferenceCallId inferenceCallId,
            ThreadId threadId,
            TurnId turnId,
            String model,
            String providerName,
            @Nullable RequestInputMode requestInputMode,
            PayloadRef requestPayload)
            implements RawEventPayload {
        public InferenceStarted {
            Objects.requireNonNull(inferenceCallId, "inferenceCallId");
            Objects.requireNonNull(threadId, "threadId");
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(providerName, "providerName");
            Objects.requireNonNull(requestPayload, "requestPayload");
        }

        @Override
        public EventType type() {
            return EventType.INFERENCE_STARTED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return requestInputMode instanceof RequestInputMode.IncrementalWithUntracedPrefix prefixed
                    ? List.of(prefixed.prefixPayload(), requestPayload)
                    : List.of(requestPayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A model answered. */
    record InferenceCompleted(
            InferenceCallId inferenceCallId,
            @Nullable ResponseId responseId,
            @Nullable UpstreamRequestId upstreamRequestId,
            PayloadRef responsePayload)
            implements RawEventPayload {
        public InferenceCompleted {
            Objects.requireNonNull(inferenceCallId, "inferenceCallId");
            Objects.requireNonNull(responsePayload, "responsePayload");
        }

        @Override
        public EventType type() {
            return EventType.INFERENCE_COMPLETED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return List.of(responsePayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A model request failed. */
    record InferenceFailed(
            InferenceCallId inferenceCallId,
            @Nullable UpstreamRequestId upstreamRequestId,
            String error,
            @Nullable PayloadRef partialResponsePayload)
            implements RawEventPayload {
        public InferenceFailed {
            Objects.requireNonNull(inferenceCallId, "inferenceCallId");
            Objects.requireNonNull(error, "error");
        }

        @Override
        public EventType type() {
            return EventType.INFERENCE_FAILED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return partialResponsePayload == null ? List.of() : List.of(partialResponsePayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A model request was given up. */
    record InferenceCancelled(
            InferenceCallId inferenceCallId,
            @Nullable UpstreamRequestId upstreamRequestId,
            String reason,
            @Nullable PayloadRef partialResponsePayload)
            implements RawEventPayload {
        public InferenceCancelled {
            Objects.requireNonNull(inferenceCallId, "inferenceCallId");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public EventType type() {
            return EventType.INFERENCE_CANCELLED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return partialResponsePayload == null ? List.of() : List.of(partialResponsePayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A tool call was dispatched. */
    record ToolCallStarted(
            ToolCallId toolCallId,
            @Nullable CallId modelVisibleCallId,
            @Nullable RuntimeToolId runtimeToolId,
            Requester requester,
            ToolKind kind,
            ToolSummary summary,
            @Nullable PayloadRef invocationPayload)
            implements RawEventPayload {
        public ToolCallStarted {
            Objects.requireNonNull(toolCallId, "toolCallId");
            Objects.requireNonNull(requester, "requester");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(summary, "summary");
        }

        @Override
        public EventType type() {
            return EventType.TOOL_CALL_STARTED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return invocationPayload == null ? List.of() : List.of(invocationPayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A tool call got the id by which an MCP server knows it. */
    record McpCorrelationAssigned(ToolCallId toolCallId, McpCallId mcpCallId) implements RawEventPayload {
        public McpCorrelationAssigned {
            Objects.requireNonNull(toolCallId, "toolCallId");
            Objects.requireNonNull(mcpCallId, "mcpCallId");
        }

        @Override
        public EventType type() {
            return EventType.MCP_TOOL_CALL_CORRELATION_ASSIGNED;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** The runtime began to carry a tool call out. */
    record ToolRuntimeStarted(ToolCallId toolCallId, PayloadRef runtimePayload) implements RawEventPayload {
        public ToolRuntimeStarted {
            Objects.requireNonNull(toolCallId, "toolCallId");
            Objects.requireNonNull(runtimePayload, "runtimePayload");
        }

        @Override
        public EventType type() {
            return EventType.TOOL_CALL_RUNTIME_STARTED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return List.of(runtimePayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** The runtime is done with a tool call. */
    record ToolRuntimeEnded(ToolCallId toolCallId, ExecutionStatus status, PayloadRef runtimePayload)
            implements RawEventPayload {
        public ToolRuntimeEnded {
            Objects.requireNonNull(toolCallId, "toolCallId");
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(runtimePayload, "runtimePayload");
        }

        @Override
        public EventType type() {
            return EventType.TOOL_CALL_RUNTIME_ENDED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return List.of(runtimePayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A tool call returned to who asked for it. */
    record ToolCallEnded(
            ToolCallId toolCallId,
            ExecutionStatus status,
            @Nullable PayloadRef resultPayload) implements RawEventPayload {
        public ToolCallEnded {
            Objects.requireNonNull(toolCallId, "toolCallId");
            Objects.requireNonNull(status, "status");
        }

        @Override
        public EventType type() {
            return EventType.TOOL_CALL_ENDED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return resultPayload == null ? List.of() : List.of(resultPayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A code cell began. */
    record CodeCellStarted(RuntimeCellId runtimeCellId, CallId modelVisibleCallId, String sourceJs)
            implements RawEventPayload {
        public CodeCellStarted {
            Objects.requireNonNull(runtimeCellId, "runtimeCellId");
            Objects.requireNonNull(modelVisibleCallId, "modelVisibleCallId");
            Objects.requireNonNull(sourceJs, "sourceJs");
        }

        @Override
        public EventType type() {
            return EventType.CODE_CELL_STARTED;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A code cell gave a response. */
    record CodeCellInitialResponse(
            RuntimeCellId runtimeCellId,
            CodeCellRuntimeStatus status,
            @Nullable PayloadRef responsePayload) implements RawEventPayload {
        public CodeCellInitialResponse {
            Objects.requireNonNull(runtimeCellId, "runtimeCellId");
            Objects.requireNonNull(status, "status");
        }

        @Override
        public EventType type() {
            return EventType.CODE_CELL_INITIAL_RESPONSE;
        }

        @Override
        public List<PayloadRef> payloads() {
            return responsePayload == null ? List.of() : List.of(responsePayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A code cell ended. */
    record CodeCellEnded(
            RuntimeCellId runtimeCellId,
            CodeCellRuntimeStatus status,
            @Nullable PayloadRef responsePayload) implements RawEventPayload {
        public CodeCellEnded {
            Objects.requireNonNull(runtimeCellId, "runtimeCellId");
            Objects.requireNonNull(status, "status");
        }

        @Override
        public EventType type() {
            return EventType.CODE_CELL_ENDED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return responsePayload == null ? List.of() : List.of(responsePayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A model was asked to summarise a history. */
    record CompactionRequestStarted(
            CompactionId compactionId,
            CompactionRequestId compactionRequestId,
            ThreadId threadId,
            TurnId turnId,
            String model,
            String providerName,
            PayloadRef requestPayload)
            implements RawEventPayload {
        public CompactionRequestStarted {
            Objects.requireNonNull(compactionId, "compactionId");
            Objects.requireNonNull(compactionRequestId, "compactionRequestId");
            Objects.requireNonNull(threadId, "threadId");
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(providerName, "providerName");
            Objects.requireNonNull(requestPayload, "requestPayload");
        }

        @Override
        public EventType type() {
            return EventType.COMPACTION_REQUEST_STARTED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return List.of(requestPayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A summary came. */
    record CompactionRequestCompleted(
            CompactionId compactionId, CompactionRequestId compactionRequestId, PayloadRef responsePayload)
            implements RawEventPayload {
        public CompactionRequestCompleted {
            Objects.requireNonNull(compactionId, "compactionId");
            Objects.requireNonNull(compactionRequestId, "compactionRequestId");
            Objects.requireNonNull(responsePayload, "responsePayload");
        }

        @Override
        public EventType type() {
            return EventType.COMPACTION_REQUEST_COMPLETED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return List.of(responsePayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A summary did not come. */
    record CompactionRequestFailed(CompactionId compactionId, CompactionRequestId compactionRequestId, String error)
            implements RawEventPayload {
        public CompactionRequestFailed {
            Objects.requireNonNull(compactionId, "compactionId");
            Objects.requireNonNull(compactionRequestId, "compactionRequestId");
            Objects.requireNonNull(error, "error");
        }

        @Override
        public EventType type() {
            return EventType.COMPACTION_REQUEST_FAILED;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A thread's history was replaced. */
    record CompactionInstalled(CompactionId compactionId, PayloadRef checkpointPayload) implements RawEventPayload {
        public CompactionInstalled {
            Objects.requireNonNull(compactionId, "compactionId");
            Objects.requireNonNull(checkpointPayload, "checkpointPayload");
        }

        @Override
        public EventType type() {
            return EventType.COMPACTION_INSTALLED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return List.of(checkpointPayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A child's result reached its parent. */
    record AgentResultObserved(
            EdgeId edgeId,
            ThreadId childThreadId,
            TurnId childTurnId,
            ThreadId parentThreadId,
            String message,
            @Nullable PayloadRef carriedPayload)
            implements RawEventPayload {
        public AgentResultObserved {
            Objects.requireNonNull(edgeId, "edgeId");
            Objects.requireNonNull(childThreadId, "childThreadId");
            Objects.requireNonNull(childTurnId, "childTurnId");
            Objects.requireNonNull(parentThreadId, "parentThreadId");
            Objects.requireNonNull(message, "message");
        }

        @Override
        public EventType type() {
            return EventType.AGENT_RESULT_OBSERVED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return carriedPayload == null ? List.of() : List.of(carriedPayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** The runtime told its client something; kept as a breadcrumb. */
    record ProtocolEventObserved(String eventType, PayloadRef eventPayload) implements RawEventPayload {
        public ProtocolEventObserved {
            Objects.requireNonNull(eventType, "eventType");
            Objects.requireNonNull(eventPayload, "eventPayload");
        }

        @Override
        public EventType type() {
            return EventType.PROTOCOL_EVENT_OBSERVED;
        }

        @Override
        public List<PayloadRef> payloads() {
            return List.of(eventPayload);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** Something that this format has no type for. */
    record Other(String kind, String summary, List<PayloadRef> payloads, JsonValue metadata)
            implements RawEventPayload {
        public Other {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(summary, "summary");
            payloads = List.copyOf(payloads);
            Objects.requireNonNull(metadata, "metadata");
        }

        @Override
        public EventType type() {
            return EventType.OTHER;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }
}

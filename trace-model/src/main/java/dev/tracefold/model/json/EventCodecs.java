/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import static dev.tracefold.model.json.Codecs.ANY;
import static dev.tracefold.model.json.Codecs.INT64;
import static dev.tracefold.model.json.Codecs.STRING;
import static dev.tracefold.model.json.Codecs.constant;
import static dev.tracefold.model.json.Codecs.id;
import static dev.tracefold.model.json.Codecs.list;
import static dev.tracefold.model.json.SharedCodecs.INPUT_MODE;
import static dev.tracefold.model.json.SharedCodecs.PAYLOAD_REF;
import static dev.tracefold.model.json.SharedCodecs.REQUESTER;
import static dev.tracefold.model.json.SharedCodecs.TOOL_KIND;
import static dev.tracefold.model.json.SharedCodecs.TOOL_SUMMARY;

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
import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.RuntimeToolId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.id.UpstreamRequestId;
import dev.tracefold.model.raw.EventType;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawEventPayload.AgentResultObserved;
import dev.tracefold.model.raw.RawEventPayload.CodeCellEnded;
import dev.tracefold.model.raw.RawEventPayload.CodeCellInitialResponse;
import dev.tracefold.model.raw.RawEventPayload.CodeCellStarted;
import dev.tracefold.model.raw.RawEventPayload.CompactionInstalled;
import dev.tracefold.model.raw.RawEventPayload.CompactionRequestCompleted;
import dev.tracefold.model.raw.RawEventPayload.CompactionRequestFailed;
import dev.tracefold.model.raw.RawEventPayload.CompactionRequestStarted;
import dev.tracefold.model.raw.RawEventPayload.InferenceCancelled;
import dev.tracefold.model.raw.RawEventPayload.InferenceCompleted;
import dev.tracefold.model.raw.RawEventPayload.InferenceFailed;
import dev.tracefold.model.raw.RawEventPayload.InferenceStarted;
import dev.tracefold.model.raw.RawEventPayload.McpCorrelationAssigned;
import dev.tracefold.model.raw.RawEventPayload.Other;
import dev.tracefold.model.raw.RawEventPayload.ProtocolEventObserved;
import dev.tracefold.model.raw.RawEventPayload.RolloutEnded;
import dev.tracefold.model.raw.RawEventPayload.RolloutStarted;
import dev.tracefold.model.raw.RawEventPayload.ThreadEnded;
import dev.tracefold.model.raw.RawEventPayload.ThreadStarted;
import dev.tracefold.model.raw.RawEventPayload.ToolCallEnded;
import dev.tracefold.model.raw.RawEventPayload.ToolCallStarted;
import dev.tracefold.model.raw.RawEventPayload.ToolRuntimeEnded;
import dev.tracefold.model.raw.RawEventPayload.ToolRuntimeStarted;
import dev.tracefold.model.raw.RawEventPayload.TurnEnded;
import dev.tracefold.model.raw.RawEventPayload.TurnStarted;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.TraceManifest;

/** The fields of events, in the order of the format. */
final class EventCodecs {
    /** The format has one version; another is told apart from a malformed event by {@link Versioned}. */
    static final Codec<RawTraceEvent> EVENT = ObjectCodec.<RawTraceEvent>of()
            .required("schema_version", Versioned.VERSION, event -> TraceManifest.SCHEMA_VERSION)
            .required("seq", INT64, RawTraceEvent::seq)
            .required("wall_time_unix_ms", INT64, RawTraceEvent::wallTimeUnixMs)
            .required("rollout_id", id(RolloutId::new), RawTraceEvent::rolloutId)
            .nullable("thread_id", id(ThreadId::new), RawTraceEvent::threadId)
            .nullable("codex_turn_id", id(TurnId::new), RawTraceEvent::turnId)
            .required("payload", payload(), RawTraceEvent::payload)
            .make(v -> {
                v.next();
                return new RawTraceEvent(v.next(), v.next(), v.next(), v.next(), v.next(), v.next());
            });

    private EventCodecs() {}

    private static Codec<RawEventPayload> payload() {
        UnionCodec.Builder<RawEventPayload> union = UnionCodec.of();
        for (EventType type : EventType.values()) {
            add(union, WireNames.of(type), type);
        }
        return union.make();
    }

    private static UnionCodec.Builder<RawEventPayload> add(
            UnionCodec.Builder<RawEventPayload> union, String name, EventType type) {
        return switch (type) {
            case ROLLOUT_STARTED ->
                union.variant(
                        name,
                        RolloutStarted.class,
                        ObjectCodec.<RolloutStarted>of()
                                .required("trace_id", id(TraceId::new), RolloutStarted::traceId)
                                .required("root_thread_id", id(ThreadId::new), RolloutStarted::rootThreadId)
                                .make(v -> new RolloutStarted(v.next(), v.next())));
            case ROLLOUT_ENDED ->
                union.variant(
                        name,
                        RolloutEnded.class,
                        ObjectCodec.<RolloutEnded>of()
                                .required("status", constant(RolloutStatus.class), RolloutEnded::status)
                                .make(v -> new RolloutEnded(v.next())));
            case THREAD_STARTED ->
                union.variant(
                        name,
                        ThreadStarted.class,
                        ObjectCodec.<ThreadStarted>of()
                                .required("thread_id", id(ThreadId::new), ThreadStarted::threadId)
                                .required("agent_path", STRING, ThreadStarted::agentPath)
                                .nullable("metadata_payload", PAYLOAD_REF, ThreadStarted::metadataPayload)
                                .make(v -> new ThreadStarted(v.next(), v.next(), v.next())));
            case THREAD_ENDED ->
                union.variant(
                        name,
                        ThreadEnded.class,
                        ObjectCodec.<ThreadEnded>of()
                                .required("thread_id", id(ThreadId::new), ThreadEnded::threadId)
                                .required("status", constant(RolloutStatus.class), ThreadEnded::status)
                                .make(v -> new ThreadEnded(v.next(), v.next())));
            case CODEX_TURN_STARTED ->
                union.variant(
                        name,
                        TurnStarted.class,
                        ObjectCodec.<TurnStarted>of()
                                .required("codex_turn_id", id(TurnId::new), TurnStarted::turnId)
                                .required("thread_id", id(ThreadId::new), TurnStarted::threadId)
                                .make(v -> new TurnStarted(v.next(), v.next())));
            case CODEX_TURN_ENDED ->
                union.variant(
                        name,
                        TurnEnded.class,
                        ObjectCodec.<TurnEnded>of()
                                .required("codex_turn_id", id(TurnId::new), TurnEnded::turnId)
                                .required("status", constant(ExecutionStatus.class), TurnEnded::status)
                                .make(v -> new TurnEnded(v.next(), v.next())));
            case INFERENCE_STARTED ->
                union.variant(
                        name,
                        InferenceStarted.class,
                        ObjectCodec.<InferenceStarted>of()
                                .required(
                                        "inference_call_id",
                                        id(InferenceCallId::new),
                                        InferenceStarted::inferenceCallId)
                                .required("thread_id", id(ThreadId::new), InferenceStarted::threadId)
                                .required("codex_turn_id", id(TurnId::new), InferenceStarted::turnId)
                                .required("model", STRING, InferenceStarted::model)
                                .required("provider_name", STRING, InferenceStarted::providerName)
                                .leftOut("request_input_mode", INPUT_MODE, InferenceStarted::requestInputMode)
                                .required("request_payload", PAYLOAD_REF, InferenceStarted::requestPayload)
                                .make(v -> new InferenceStarted(
                                        v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next())));
            case INFERENCE_COMPLETED ->
                union.variant(
                        name,
                        InferenceCompleted.class,
                        ObjectCodec.<InferenceCompleted>of()
                                .required(
                                        "inference_call_id",
                                        id(InferenceCallId::new),
                                        InferenceCompleted::inferenceCallId)
                                .nullable("response_id", id(ResponseId::new), InferenceCompleted::responseId)
                                .nullable(
                                        "upstream_request_id",
                                        id(UpstreamRequestId::new),
                                        InferenceCompleted::upstreamRequestId)
                                .required("response_payload", PAYLOAD_REF, InferenceCompleted::responsePayload)
                                .make(v -> new InferenceCompleted(v.next(), v.next(), v.next(), v.next())));
            case INFERENCE_FAILED ->
                union.variant(
                        name,
                        InferenceFailed.class,
                        ObjectCodec.<InferenceFailed>of()
                                .required(
                                        "inference_call_id", id(InferenceCallId::new), InferenceFailed::inferenceCallId)
                                .nullable(
                                        "upstream_request_id",
                                        id(UpstreamRequestId::new),
                                        InferenceFailed::upstreamRequestId)
                                .required("error", STRING, InferenceFailed::error)
                                .nullable(
                                        "partial_response_payload",
                                        PAYLOAD_REF,
                                        InferenceFailed::partialResponsePayload)
                                .make(v -> new InferenceFailed(v.next(), v.next(), v.next(), v.next())));
            case INFERENCE_CANCELLED ->
                union.variant(
                        name,
                        InferenceCancelled.class,
                        ObjectCodec.<InferenceCancelled>of()
                                .required(
                                        "inference_call_id",
                                        id(InferenceCallId::new),
                                        InferenceCancelled::inferenceCallId)
                                .nullable(
                                        "upstream_request_id",
                                        id(UpstreamRequestId::new),
                                        InferenceCancelled::upstreamRequestId)
                                .required("reason", STRING, InferenceCancelled::reason)
                                .nullable(
                                        "partial_response_payload",
                                        PAYLOAD_REF,
                                        InferenceCancelled::partialResponsePayload)
                                .make(v -> new InferenceCancelled(v.next(), v.next(), v.next(), v.next())));
            case TOOL_CALL_STARTED ->
                union.variant(
                        name,
                        ToolCallStarted.class,
                        ObjectCodec.<ToolCallStarted>of()
                                .required("tool_call_id", id(ToolCallId::new), ToolCallStarted::toolCallId)
                                .nullable("model_visible_call_id", id(CallId::new), ToolCallStarted::modelVisibleCallId)
                                .nullable(
                                        "code_mode_runtime_tool_id",
                                        id(RuntimeToolId::new),
                                        ToolCallStarted::runtimeToolId)
                                .required("requester", REQUESTER, ToolCallStarted::requester)
                                .required("kind", TOOL_KIND, ToolCallStarted::kind)
                                .required("summary", TOOL_SUMMARY, ToolCallStarted::summary)
                                .nullable("invocation_payload", PAYLOAD_REF, ToolCallStarted::invocationPayload)
                                .make(v -> new ToolCallStarted(
                                        v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next())));
            case MCP_TOOL_CALL_CORRELATION_ASSIGNED ->
                union.variant(
                        name,
                        McpCorrelationAssigned.class,
                        ObjectCodec.<McpCorrelationAssigned>of()
                                .required("tool_call_id", id(ToolCallId::new), McpCorrelationAssigned::toolCallId)
                                .required("mcp_call_id", id(McpCallId::new), McpCorrelationAssigned::mcpCallId)
                                .make(v -> new McpCorrelationAssigned(v.next(), v.next())));
            case TOOL_CALL_RUNTIME_STARTED ->
                union.variant(
                        name,
                        ToolRuntimeStarted.class,
                        ObjectCodec.<ToolRuntimeStarted>of()
                                .required("tool_call_id", id(ToolCallId::new), ToolRuntimeStarted::toolCallId)
                                .required("runtime_payload", PAYLOAD_REF, ToolRuntimeStarted::runtimePayload)
                                .make(v -> new ToolRuntimeStarted(v.next(), v.next())));
            case TOOL_CALL_RUNTIME_ENDED ->
                union.variant(
                        name,
                        ToolRuntimeEnded.class,
                        ObjectCodec.<ToolRuntimeEnded>of()
                                .required("tool_call_id", id(ToolCallId::new), ToolRuntimeEnded::toolCallId)
                                .required("status", constant(ExecutionStatus.class), ToolRuntimeEnded::status)
                                .required("runtime_payload", PAYLOAD_REF, ToolRuntimeEnded::runtimePayload)
                                .make(v -> new ToolRuntimeEnded(v.next(), v.next(), v.next())));
            case TOOL_CALL_ENDED ->
                union.variant(
                        name,
                        ToolCallEnded.class,
                        ObjectCodec.<ToolCallEnded>of()
                                .required("tool_call_id", id(ToolCallId::new), ToolCallEnded::toolCallId)
                                .required("status", constant(ExecutionStatus.class), ToolCallEnded::status)
                                .nullable("result_payload", PAYLOAD_REF, ToolCallEnded::resultPayload)
                                .make(v -> new ToolCallEnded(v.next(), v.next(), v.next())));
            case CODE_CELL_STARTED ->
                union.variant(
                        name,
                        CodeCellStarted.class,
                        ObjectCodec.<CodeCellStarted>of()
                                .required("runtime_cell_id", id(RuntimeCellId::new), CodeCellStarted::runtimeCellId)
                                .required("model_visible_call_id", id(CallId::new), CodeCellStarted::modelVisibleCallId)
                                .required("source_js", STRING, CodeCellStarted::sourceJs)
                                .make(v -> new CodeCellStarted(v.next(), v.next(), v.next())));
            case CODE_CELL_INITIAL_RESPONSE ->
                union.variant(
                        name,
                        CodeCellInitialResponse.class,
                        ObjectCodec.<CodeCellInitialResponse>of()
                                .required(
                                        "runtime_cell_id",
                                        id(RuntimeCellId::new),
                                        CodeCellInitialResponse::runtimeCellId)
                                .required(
                                        "status",
                                        constant(CodeCellRuntimeStatus.class),
                                        CodeCellInitialResponse::status)
                                .nullable("response_payload", PAYLOAD_REF, CodeCellInitialResponse::responsePayload)
                                .make(v -> new CodeCellInitialResponse(v.next(), v.next(), v.next())));
            case CODE_CELL_ENDED ->
                union.variant(
                        name,
                        CodeCellEnded.class,
                        ObjectCodec.<CodeCellEnded>of()
                                .required("runtime_cell_id", id(RuntimeCellId::new), CodeCellEnded::runtimeCellId)
                                .required("status", constant(CodeCellRuntimeStatus.class), CodeCellEnded::status)
                                .nullable("response_payload", PAYLOAD_REF, CodeCellEnded::responsePayload)
                                .make(v -> new CodeCellEnded(v.next(), v.next(), v.next())));
            case COMPACTION_REQUEST_STARTED ->
                union.variant(
                        name,
                        CompactionRequestStarted.class,
                        ObjectCodec.<CompactionRequestStarted>of()
                                .required(
                                        "compaction_id", id(CompactionId::new), CompactionRequestStarted::compactionId)
                                .required(
                                        "compaction_request_id",
                                        id(CompactionRequestId::new),
                                        CompactionRequestStarted::compactionRequestId)
                                .required("thread_id", id(ThreadId::new), CompactionRequestStarted::threadId)
                                .required("codex_turn_id", id(TurnId::new), CompactionRequestStarted::turnId)
                                .required("model", STRING, CompactionRequestStarted::model)
                                .required("provider_name", STRING, CompactionRequestStarted::providerName)
                                .required("request_payload", PAYLOAD_REF, CompactionRequestStarted::requestPayload)
                                .make(v -> new CompactionRequestStarted(
                                        v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next())));
            case COMPACTION_REQUEST_COMPLETED ->
                union.variant(
                        name,
                        CompactionRequestCompleted.class,
                        ObjectCodec.<CompactionRequestCompleted>of()
                                .required(
                                        "compaction_id",
                                        id(CompactionId::new),
                                        CompactionRequestCompleted::compactionId)
                                .required(
                                        "compaction_request_id",
                                        id(CompactionRequestId::new),
                                        CompactionRequestCompleted::compactionRequestId)
                                .required("response_payload", PAYLOAD_REF, CompactionRequestCompleted::responsePayload)
                                .make(v -> new CompactionRequestCompleted(v.next(), v.next(), v.next())));
            case COMPACTION_REQUEST_FAILED ->
                union.variant(
                        name,
                        CompactionRequestFailed.class,
                        ObjectCodec.<CompactionRequestFailed>of()
                                .required("compaction_id", id(CompactionId::new), CompactionRequestFailed::compactionId)
                                .required(
                                        "compaction_request_id",
                                        id(CompactionRequestId::new),
                                        CompactionRequestFailed::compactionRequestId)
                                .required("error", STRING, CompactionRequestFailed::error)
                                .make(v -> new CompactionRequestFailed(v.next(), v.next(), v.next())));
            case COMPACTION_INSTALLED ->
                union.variant(
                        name,
                        CompactionInstalled.class,
                        ObjectCodec.<CompactionInstalled>of()
                                .required("compaction_id", id(CompactionId::new), CompactionInstalled::compactionId)
                                .required("checkpoint_payload", PAYLOAD_REF, CompactionInstalled::checkpointPayload)
                                .make(v -> new CompactionInstalled(v.next(), v.next())));
            case AGENT_RESULT_OBSERVED ->
                union.variant(
                        name,
                        AgentResultObserved.class,
                        ObjectCodec.<AgentResultObserved>of()
                                .required("edge_id", id(EdgeId::new), AgentResultObserved::edgeId)
                                .required("child_thread_id", id(ThreadId::new), AgentResultObserved::childThreadId)
                                .required("child_codex_turn_id", id(TurnId::new), AgentResultObserved::childTurnId)
                                .required("parent_thread_id", id(ThreadId::new), AgentResultObserved::parentThreadId)
                                .required("message", STRING, AgentResultObserved::message)
                                .nullable("carried_payload", PAYLOAD_REF, AgentResultObserved::carriedPayload)
                                .make(v -> new AgentResultObserved(
                                        v.next(), v.next(), v.next(), v.next(), v.next(), v.next())));
            case PROTOCOL_EVENT_OBSERVED ->
                union.variant(
                        name,
                        ProtocolEventObserved.class,
                        ObjectCodec.<ProtocolEventObserved>of()
                                .required("event_type", STRING, ProtocolEventObserved::eventType)
                                .required("event_payload", PAYLOAD_REF, ProtocolEventObserved::eventPayload)
                                .make(v -> new ProtocolEventObserved(v.next(), v.next())));
            case OTHER ->
                union.variant(
                        name,
                        Other.class,
                        ObjectCodec.<Other>of()
                                .required("kind", STRING, Other::kind)
                                .required("summary", STRING, Other::summary)
                                .required("payloads", list(PAYLOAD_REF), Other::payloads)
                                .required("metadata", ANY, Other::metadata)
                                .make(v -> new Other(v.next(), v.next(), v.next(), v.next())));
        };
    }
}

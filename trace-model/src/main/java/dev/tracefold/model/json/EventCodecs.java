/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import static dev.tracefold.model.json.Codecs.ANY;
import static dev.tracefold.model.json.Codecs.INT64;
import static dev.tracefold.model.json.Codecs.STRING;
import static dev.tracefold.model.json.Codecs.constant;
import static dev.tracefold.model.json.Codecs.list;
import static dev.tracefold.model.json.IdCodec.CALL_ID;
import static dev.tracefold.model.json.IdCodec.COMPACTION_ID;
import static dev.tracefold.model.json.IdCodec.COMPACTION_REQUEST_ID;
import static dev.tracefold.model.json.IdCodec.EDGE_ID;
import static dev.tracefold.model.json.IdCodec.INFERENCE_CALL_ID;
import static dev.tracefold.model.json.IdCodec.MCP_CALL_ID;
import static dev.tracefold.model.json.IdCodec.RESPONSE_ID;
import static dev.tracefold.model.json.IdCodec.ROLLOUT_ID;
import static dev.tracefold.model.json.IdCodec.RUNTIME_CELL_ID;
import static dev.tracefold.model.json.IdCodec.RUNTIME_TOOL_ID;
import static dev.tracefold.model.json.IdCodec.THREAD_ID;
import static dev.tracefold.model.json.IdCodec.TOOL_CALL_ID;
import static dev.tracefold.model.json.IdCodec.TRACE_ID;
import static dev.tracefold.model.json.IdCodec.TURN_ID;
import static dev.tracefold.model.json.IdCodec.UPSTREAM_REQUEST_ID;
import static dev.tracefold.model.json.SharedCodecs.INPUT_MODE;
import static dev.tracefold.model.json.SharedCodecs.PAYLOAD_REF;
import static dev.tracefold.model.json.SharedCodecs.REQUESTER;
import static dev.tracefold.model.json.SharedCodecs.TOOL_KIND;
import static dev.tracefold.model.json.SharedCodecs.TOOL_SUMMARY;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
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
            .required("rollout_id", ROLLOUT_ID, RawTraceEvent::rolloutId)
            .nullable("thread_id", THREAD_ID, RawTraceEvent::threadId)
            .nullable("codex_turn_id", TURN_ID, RawTraceEvent::turnId)
            .required("payload", payload(), RawTraceEvent::payload)
            .make(v -> {
                v.next();
                return new RawTraceEvent(v.next(), v.next(), v.next(), v.next(), v.next(), v.next());
            });

    private EventCodecs() {}

    private static Codec<RawEventPayload> payload() {
        UnionCodec.Builder<RawEventPayload> union = UnionCodec.of(RawEventPayload::type);
        for (EventType type : EventType.values()) {
            union.variant(WireNames.of(type), type, codec(type));
        }
        return union.make();
    }

    private static ObjectCodec<? extends RawEventPayload> codec(EventType type) {
        return switch (type) {
            case ROLLOUT_STARTED ->
                ObjectCodec.<RolloutStarted>of()
                        .required("trace_id", TRACE_ID, RolloutStarted::traceId)
                        .required("root_thread_id", THREAD_ID, RolloutStarted::rootThreadId)
                        .make(v -> new RolloutStarted(v.next(), v.next()));
            case ROLLOUT_ENDED ->
                ObjectCodec.<RolloutEnded>of()
                        .required("status", constant(RolloutStatus.class), RolloutEnded::status)
                        .make(v -> new RolloutEnded(v.next()));
            case THREAD_STARTED ->
                ObjectCodec.<ThreadStarted>of()
                        .required("thread_id", THREAD_ID, ThreadStarted::threadId)
                        .required("agent_path", STRING, ThreadStarted::agentPath)
                        .nullable("metadata_payload", PAYLOAD_REF, ThreadStarted::metadataPayload)
                        .make(v -> new ThreadStarted(v.next(), v.next(), v.next()));
            case THREAD_ENDED ->
                ObjectCodec.<ThreadEnded>of()
                        .required("thread_id", THREAD_ID, ThreadEnded::threadId)
                        .required("status", constant(RolloutStatus.class), ThreadEnded::status)
                        .make(v -> new ThreadEnded(v.next(), v.next()));
            case CODEX_TURN_STARTED ->
                ObjectCodec.<TurnStarted>of()
                        .required("codex_turn_id", TURN_ID, TurnStarted::turnId)
                        .required("thread_id", THREAD_ID, TurnStarted::threadId)
                        .make(v -> new TurnStarted(v.next(), v.next()));
            case CODEX_TURN_ENDED ->
                ObjectCodec.<TurnEnded>of()
                        .required("codex_turn_id", TURN_ID, TurnEnded::turnId)
                        .required("status", constant(ExecutionStatus.class), TurnEnded::status)
                        .make(v -> new TurnEnded(v.next(), v.next()));
            case INFERENCE_STARTED ->
                ObjectCodec.<InferenceStarted>of()
                        .required("inference_call_id", INFERENCE_CALL_ID, InferenceStarted::inferenceCallId)
                        .required("thread_id", THREAD_ID, InferenceStarted::threadId)
                        .required("codex_turn_id", TURN_ID, InferenceStarted::turnId)
                        .required("model", STRING, InferenceStarted::model)
                        .required("provider_name", STRING, InferenceStarted::providerName)
                        .leftOut("request_input_mode", INPUT_MODE, InferenceStarted::requestInputMode)
                        .required("request_payload", PAYLOAD_REF, InferenceStarted::requestPayload)
                        .make(v -> new InferenceStarted(
                                v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
            case INFERENCE_COMPLETED ->
                ObjectCodec.<InferenceCompleted>of()
                        .required("inference_call_id", INFERENCE_CALL_ID, InferenceCompleted::inferenceCallId)
                        .nullable("response_id", RESPONSE_ID, InferenceCompleted::responseId)
                        .nullable("upstream_request_id", UPSTREAM_REQUEST_ID, InferenceCompleted::upstreamRequestId)
                        .required("response_payload", PAYLOAD_REF, InferenceCompleted::responsePayload)
                        .make(v -> new InferenceCompleted(v.next(), v.next(), v.next(), v.next()));
            case INFERENCE_FAILED ->
                ObjectCodec.<InferenceFailed>of()
                        .required("inference_call_id", INFERENCE_CALL_ID, InferenceFailed::inferenceCallId)
                        .nullable("upstream_request_id", UPSTREAM_REQUEST_ID, InferenceFailed::upstreamRequestId)
                        .required("error", STRING, InferenceFailed::error)
                        .nullable("partial_response_payload", PAYLOAD_REF, InferenceFailed::partialResponsePayload)
                        .make(v -> new InferenceFailed(v.next(), v.next(), v.next(), v.next()));
            case INFERENCE_CANCELLED ->
                ObjectCodec.<InferenceCancelled>of()
                        .required("inference_call_id", INFERENCE_CALL_ID, InferenceCancelled::inferenceCallId)
                        .nullable("upstream_request_id", UPSTREAM_REQUEST_ID, InferenceCancelled::upstreamRequestId)
                        .required("reason", STRING, InferenceCancelled::reason)
                        .nullable("partial_response_payload", PAYLOAD_REF, InferenceCancelled::partialResponsePayload)
                        .make(v -> new InferenceCancelled(v.next(), v.next(), v.next(), v.next()));
            case TOOL_CALL_STARTED ->
                ObjectCodec.<ToolCallStarted>of()
                        .required("tool_call_id", TOOL_CALL_ID, ToolCallStarted::toolCallId)
                        .nullable("model_visible_call_id", CALL_ID, ToolCallStarted::modelVisibleCallId)
                        .nullable("code_mode_runtime_tool_id", RUNTIME_TOOL_ID, ToolCallStarted::runtimeToolId)
                        .required("requester", REQUESTER, ToolCallStarted::requester)
                        .required("kind", TOOL_KIND, ToolCallStarted::kind)
                        .required("summary", TOOL_SUMMARY, ToolCallStarted::summary)
                        .nullable("invocation_payload", PAYLOAD_REF, ToolCallStarted::invocationPayload)
                        .make(v -> new ToolCallStarted(
                                v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
            case MCP_TOOL_CALL_CORRELATION_ASSIGNED ->
                ObjectCodec.<McpCorrelationAssigned>of()
                        .required("tool_call_id", TOOL_CALL_ID, McpCorrelationAssigned::toolCallId)
                        .required("mcp_call_id", MCP_CALL_ID, McpCorrelationAssigned::mcpCallId)
                        .make(v -> new McpCorrelationAssigned(v.next(), v.next()));
            case TOOL_CALL_RUNTIME_STARTED ->
                ObjectCodec.<ToolRuntimeStarted>of()
                        .required("tool_call_id", TOOL_CALL_ID, ToolRuntimeStarted::toolCallId)
                        .required("runtime_payload", PAYLOAD_REF, ToolRuntimeStarted::runtimePayload)
                        .make(v -> new ToolRuntimeStarted(v.next(), v.next()));
            case TOOL_CALL_RUNTIME_ENDED ->
                ObjectCodec.<ToolRuntimeEnded>of()
                        .required("tool_call_id", TOOL_CALL_ID, ToolRuntimeEnded::toolCallId)
                        .required("status", constant(ExecutionStatus.class), ToolRuntimeEnded::status)
                        .required("runtime_payload", PAYLOAD_REF, ToolRuntimeEnded::runtimePayload)
                        .make(v -> new ToolRuntimeEnded(v.next(), v.next(), v.next()));
            case TOOL_CALL_ENDED ->
                ObjectCodec.<ToolCallEnded>of()
                        .required("tool_call_id", TOOL_CALL_ID, ToolCallEnded::toolCallId)
                        .required("status", constant(ExecutionStatus.class), ToolCallEnded::status)
                        .nullable("result_payload", PAYLOAD_REF, ToolCallEnded::resultPayload)
                        .make(v -> new ToolCallEnded(v.next(), v.next(), v.next()));
            case CODE_CELL_STARTED ->
                ObjectCodec.<CodeCellStarted>of()
                        .required("runtime_cell_id", RUNTIME_CELL_ID, CodeCellStarted::runtimeCellId)
                        .required("model_visible_call_id", CALL_ID, CodeCellStarted::modelVisibleCallId)
                        .required("source_js", STRING, CodeCellStarted::sourceJs)
                        .make(v -> new CodeCellStarted(v.next(), v.next(), v.next()));
            case CODE_CELL_INITIAL_RESPONSE ->
                ObjectCodec.<CodeCellInitialResponse>of()
                        .required("runtime_cell_id", RUNTIME_CELL_ID, CodeCellInitialResponse::runtimeCellId)
                        .required("status", constant(CodeCellRuntimeStatus.class), CodeCellInitialResponse::status)
                        .nullable("response_payload", PAYLOAD_REF, CodeCellInitialResponse::responsePayload)
                        .make(v -> new CodeCellInitialResponse(v.next(), v.next(), v.next()));
            case CODE_CELL_ENDED ->
                ObjectCodec.<CodeCellEnded>of()
                        .required("runtime_cell_id", RUNTIME_CELL_ID, CodeCellEnded::runtimeCellId)
                        .required("status", constant(CodeCellRuntimeStatus.class), CodeCellEnded::status)
                        .nullable("response_payload", PAYLOAD_REF, CodeCellEnded::responsePayload)
                        .make(v -> new CodeCellEnded(v.next(), v.next(), v.next()));
            case COMPACTION_REQUEST_STARTED ->
                ObjectCodec.<CompactionRequestStarted>of()
                        .required("compaction_id", COMPACTION_ID, CompactionRequestStarted::compactionId)
                        .required(
                                "compaction_request_id",
                                COMPACTION_REQUEST_ID,
                                CompactionRequestStarted::compactionRequestId)
                        .required("thread_id", THREAD_ID, CompactionRequestStarted::threadId)
                        .required("codex_turn_id", TURN_ID, CompactionRequestStarted::turnId)
                        .required("model", STRING, CompactionRequestStarted::model)
                        .required("provider_name", STRING, CompactionRequestStarted::providerName)
                        .required("request_payload", PAYLOAD_REF, CompactionRequestStarted::requestPayload)
                        .make(v -> new CompactionRequestStarted(
                                v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
            case COMPACTION_REQUEST_COMPLETED ->
                ObjectCodec.<CompactionRequestCompleted>of()
                        .required("compaction_id", COMPACTION_ID, CompactionRequestCompleted::compactionId)
                        .required(
                                "compaction_request_id",
                                COMPACTION_REQUEST_ID,
                                CompactionRequestCompleted::compactionRequestId)
                        .required("response_payload", PAYLOAD_REF, CompactionRequestCompleted::responsePayload)
                        .make(v -> new CompactionRequestCompleted(v.next(), v.next(), v.next()));
            case COMPACTION_REQUEST_FAILED ->
                ObjectCodec.<CompactionRequestFailed>of()
                        .required("compaction_id", COMPACTION_ID, CompactionRequestFailed::compactionId)
                        .required(
                                "compaction_request_id",
                                COMPACTION_REQUEST_ID,
                                CompactionRequestFailed::compactionRequestId)
                        .required("error", STRING, CompactionRequestFailed::error)
                        .make(v -> new CompactionRequestFailed(v.next(), v.next(), v.next()));
            case COMPACTION_INSTALLED ->
                ObjectCodec.<CompactionInstalled>of()
                        .required("compaction_id", COMPACTION_ID, CompactionInstalled::compactionId)
                        .required("checkpoint_payload", PAYLOAD_REF, CompactionInstalled::checkpointPayload)
                        .make(v -> new CompactionInstalled(v.next(), v.next()));
            case AGENT_RESULT_OBSERVED ->
                ObjectCodec.<AgentResultObserved>of()
                        .required("edge_id", EDGE_ID, AgentResultObserved::edgeId)
                        .required("child_thread_id", THREAD_ID, AgentResultObserved::childThreadId)
                        .required("child_codex_turn_id", TURN_ID, AgentResultObserved::childTurnId)
                        .required("parent_thread_id", THREAD_ID, AgentResultObserved::parentThreadId)
                        .required("message", STRING, AgentResultObserved::message)
                        .nullable("carried_payload", PAYLOAD_REF, AgentResultObserved::carriedPayload)
                        .make(v -> new AgentResultObserved(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
            case PROTOCOL_EVENT_OBSERVED ->
                ObjectCodec.<ProtocolEventObserved>of()
                        .required("event_type", STRING, ProtocolEventObserved::eventType)
                        .required("event_payload", PAYLOAD_REF, ProtocolEventObserved::eventPayload)
                        .make(v -> new ProtocolEventObserved(v.next(), v.next()));
            case OTHER ->
                ObjectCodec.<Other>of()
                        .required("kind", STRING, Other::kind)
                        .required("summary", STRING, Other::summary)
                        .required("payloads", list(PAYLOAD_REF), Other::payloads)
                        .required("metadata", ANY, Other::metadata)
                        .make(v -> new Other(v.next(), v.next(), v.next(), v.next()));
        };
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import static dev.tracefold.model.json.Codecs.BOOLEAN;
import static dev.tracefold.model.json.Codecs.HISTORY;
import static dev.tracefold.model.json.Codecs.INT64;
import static dev.tracefold.model.json.Codecs.STRING;
import static dev.tracefold.model.json.Codecs.constant;
import static dev.tracefold.model.json.Codecs.list;
import static dev.tracefold.model.json.Codecs.map;
import static dev.tracefold.model.json.GraphPartCodecs.AGENT_MESSAGE;
import static dev.tracefold.model.json.GraphPartCodecs.BODY;
import static dev.tracefold.model.json.GraphPartCodecs.EDGE_ANCHOR;
import static dev.tracefold.model.json.GraphPartCodecs.EXECUTION_WINDOW;
import static dev.tracefold.model.json.GraphPartCodecs.MODEL_OBSERVATION;
import static dev.tracefold.model.json.GraphPartCodecs.PRODUCER_REF;
import static dev.tracefold.model.json.GraphPartCodecs.TERMINAL_REQUEST;
import static dev.tracefold.model.json.GraphPartCodecs.TERMINAL_RESULT;
import static dev.tracefold.model.json.GraphPartCodecs.THREAD_ORIGIN;
import static dev.tracefold.model.json.GraphPartCodecs.TOKEN_USAGE;
import static dev.tracefold.model.json.GraphPartCodecs.TOOL_REQUESTER;
import static dev.tracefold.model.json.IdCodec.CALL_ID;
import static dev.tracefold.model.json.IdCodec.CODE_CELL_ID;
import static dev.tracefold.model.json.IdCodec.COMPACTION_ID;
import static dev.tracefold.model.json.IdCodec.COMPACTION_REQUEST_ID;
import static dev.tracefold.model.json.IdCodec.EDGE_ID;
import static dev.tracefold.model.json.IdCodec.INFERENCE_CALL_ID;
import static dev.tracefold.model.json.IdCodec.ITEM_ID;
import static dev.tracefold.model.json.IdCodec.MCP_CALL_ID;
import static dev.tracefold.model.json.IdCodec.PAYLOAD_ID;
import static dev.tracefold.model.json.IdCodec.RESPONSE_ID;
import static dev.tracefold.model.json.IdCodec.ROLLOUT_ID;
import static dev.tracefold.model.json.IdCodec.RUNTIME_CELL_ID;
import static dev.tracefold.model.json.IdCodec.RUNTIME_TOOL_ID;
import static dev.tracefold.model.json.IdCodec.TERMINAL_ID;
import static dev.tracefold.model.json.IdCodec.TERMINAL_OPERATION_ID;
import static dev.tracefold.model.json.IdCodec.THREAD_ID;
import static dev.tracefold.model.json.IdCodec.TOOL_CALL_ID;
import static dev.tracefold.model.json.IdCodec.TRACE_ID;
import static dev.tracefold.model.json.IdCodec.TURN_ID;
import static dev.tracefold.model.json.IdCodec.UPSTREAM_REQUEST_ID;
import static dev.tracefold.model.json.SharedCodecs.PAYLOAD_REF;
import static dev.tracefold.model.json.SharedCodecs.TOOL_KIND;
import static dev.tracefold.model.json.SharedCodecs.TOOL_SUMMARY;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.EdgeKind;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.ItemKind;
import dev.tracefold.model.graph.MessageChannel;
import dev.tracefold.model.graph.MessageRole;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalOperationKind;
import dev.tracefold.model.graph.TerminalSession;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.raw.TraceManifest;

/** The fields of the objects of the graph, in the order of the format. */
final class GraphCodecs {
    static final Codec<CodexTurn> CODEX_TURN = ObjectCodec.<CodexTurn>of()
            .required("codex_turn_id", TURN_ID, CodexTurn::turnId)
            .required("thread_id", THREAD_ID, CodexTurn::threadId)
            .required("execution", EXECUTION_WINDOW, CodexTurn::execution)
            .required("input_item_ids", list(ITEM_ID), CodexTurn::inputItemIds)
            .make(v -> new CodexTurn(v.next(), v.next(), v.next(), v.next()));

    static final Codec<TerminalSession> TERMINAL_SESSION = ObjectCodec.<TerminalSession>of()
            .required("terminal_id", TERMINAL_ID, TerminalSession::terminalId)
            .required("thread_id", THREAD_ID, TerminalSession::threadId)
            .required("created_by_operation_id", TERMINAL_OPERATION_ID, TerminalSession::createdByOperationId)
            .required("operation_ids", list(TERMINAL_OPERATION_ID), TerminalSession::operationIds)
            .required("execution", EXECUTION_WINDOW, TerminalSession::execution)
            .make(v -> new TerminalSession(v.next(), v.next(), v.next(), v.next(), v.next()));

    static final Codec<AgentThread> AGENT_THREAD = ObjectCodec.<AgentThread>of()
            .required("thread_id", THREAD_ID, AgentThread::threadId)
            .required("agent_path", STRING, AgentThread::agentPath)
            .nullable("nickname", STRING, AgentThread::nickname)
            .required("origin", THREAD_ORIGIN, AgentThread::origin)
            .required("execution", EXECUTION_WINDOW, AgentThread::execution)
            .nullable("default_model", STRING, AgentThread::defaultModel)
            .required("conversation_item_ids", HISTORY, AgentThread::conversationItemIds)
            .make(v -> AgentThread.builder()
                    .threadId(v.next())
                    .agentPath(v.next())
                    .nickname(v.next())
                    .origin(v.next())
                    .execution(v.next())
                    .defaultModel(v.next())
                    .conversationItemIds(v.next())
                    .build());

    static final Codec<ConversationItem> CONVERSATION_ITEM = ObjectCodec.<ConversationItem>of()
            .required("item_id", ITEM_ID, ConversationItem::itemId)
            .required("thread_id", THREAD_ID, ConversationItem::threadId)
            .nullable("codex_turn_id", TURN_ID, ConversationItem::turnId)
            .required("first_seen_at_unix_ms", INT64, ConversationItem::firstSeenAtUnixMs)
            .required("role", constant(MessageRole.class), ConversationItem::role)
            .nullable("channel", constant(MessageChannel.class), ConversationItem::channel)
            .required("kind", constant(ItemKind.class), ConversationItem::kind)
            .leftOut("agent_message", AGENT_MESSAGE, ConversationItem::agentMessage)
            .required("body", BODY, ConversationItem::parts)
            .nullable("call_id", CALL_ID, ConversationItem::callId)
            .required("produced_by", list(PRODUCER_REF), ConversationItem::producedBy)
            .make(v -> ConversationItem.builder()
                    .itemId(v.next())
                    .threadId(v.next())
                    .turnId(v.next())
                    .firstSeenAtUnixMs(v.next())
                    .role(v.next())
                    .channel(v.next())
                    .kind(v.next())
                    .agentMessage(v.next())
                    .parts(v.next())
                    .callId(v.next())
                    .producedBy(v.next())
                    .build());

    static final Codec<InferenceCall> INFERENCE_CALL = ObjectCodec.<InferenceCall>of()
            .required("inference_call_id", INFERENCE_CALL_ID, InferenceCall::inferenceCallId)
            .required("thread_id", THREAD_ID, InferenceCall::threadId)
            .required("codex_turn_id", TURN_ID, InferenceCall::turnId)
            .required("execution", EXECUTION_WINDOW, InferenceCall::execution)
            .required("model", STRING, InferenceCall::model)
            .required("provider_name", STRING, InferenceCall::providerName)
            .nullable("response_id", RESPONSE_ID, InferenceCall::responseId)
            .nullable("upstream_request_id", UPSTREAM_REQUEST_ID, InferenceCall::upstreamRequestId)
            .required("request_item_ids", HISTORY, InferenceCall::requestItemIds)
            .required("response_item_ids", list(ITEM_ID), InferenceCall::responseItemIds)
            .required(
                    "tool_call_ids_started_by_response",
                    list(TOOL_CALL_ID),
                    InferenceCall::toolCallIdsStartedByResponse)
            .nullable("usage", TOKEN_USAGE, InferenceCall::usage)
            .required("raw_request_payload_id", PAYLOAD_ID, InferenceCall::rawRequestPayloadId)
            .nullable("raw_response_payload_id", PAYLOAD_ID, InferenceCall::rawResponsePayloadId)
            .make(v -> InferenceCall.builder()
                    .inferenceCallId(v.next())
                    .threadId(v.next())
                    .turnId(v.next())
                    .execution(v.next())
                    .model(v.next())
                    .providerName(v.next())
                    .responseId(v.next())
                    .upstreamRequestId(v.next())
                    .requestItemIds(v.next())
                    .responseItemIds(v.next())
                    .toolCallIdsStartedByResponse(v.next())
                    .usage(v.next())
                    .rawRequestPayloadId(v.next())
                    .rawResponsePayloadId(v.next())
                    .build());

    static final Codec<CodeCell> CODE_CELL = ObjectCodec.<CodeCell>of()
            .required("code_cell_id", CODE_CELL_ID, CodeCell::codeCellId)
            .required("model_visible_call_id", CALL_ID, CodeCell::modelVisibleCallId)
            .required("thread_id", THREAD_ID, CodeCell::threadId)
            .required("codex_turn_id", TURN_ID, CodeCell::turnId)
            .required("source_item_id", ITEM_ID, CodeCell::sourceItemId)
            .required("output_item_ids", list(ITEM_ID), CodeCell::outputItemIds)
            .nullable("runtime_cell_id", RUNTIME_CELL_ID, CodeCell::runtimeCellId)
            .required("execution", EXECUTION_WINDOW, CodeCell::execution)
            .required("runtime_status", constant(CodeCellRuntimeStatus.class), CodeCell::runtimeStatus)
            .nullable("initial_response_at_unix_ms", INT64, CodeCell::initialResponseAtUnixMs)
            .nullable("initial_response_seq", INT64, CodeCell::initialResponseSeq)
            .nullable("yielded_at_unix_ms", INT64, CodeCell::yieldedAtUnixMs)
            .nullable("yielded_seq", INT64, CodeCell::yieldedSeq)
            .required("source_js", STRING, CodeCell::sourceJs)
            .required("nested_tool_call_ids", list(TOOL_CALL_ID), CodeCell::nestedToolCallIds)
            .required("wait_tool_call_ids", list(TOOL_CALL_ID), CodeCell::waitToolCallIds)
            .make(v -> CodeCell.builder()
                    .codeCellId(v.next())
                    .modelVisibleCallId(v.next())
                    .threadId(v.next())
                    .turnId(v.next())
                    .sourceItemId(v.next())
                    .outputItemIds(v.next())
                    .runtimeCellId(v.next())
                    .execution(v.next())
                    .runtimeStatus(v.next())
                    .initialResponseAtUnixMs(v.next())
                    .initialResponseSeq(v.next())
                    .yieldedAtUnixMs(v.next())
                    .yieldedSeq(v.next())
                    .sourceJs(v.next())
                    .nestedToolCallIds(v.next())
                    .waitToolCallIds(v.next())
                    .build());

    static final Codec<ToolCall> TOOL_CALL = ObjectCodec.<ToolCall>of()
            .required("tool_call_id", TOOL_CALL_ID, ToolCall::toolCallId)
            .nullable("mcp_call_id", MCP_CALL_ID, ToolCall::mcpCallId)
            .nullable("model_visible_call_id", CALL_ID, ToolCall::modelVisibleCallId)
            .nullable("code_mode_runtime_tool_id", RUNTIME_TOOL_ID, ToolCall::runtimeToolId)
            .required("thread_id", THREAD_ID, ToolCall::threadId)
            .nullable("started_by_codex_turn_id", TURN_ID, ToolCall::startedByTurnId)
            .required("execution", EXECUTION_WINDOW, ToolCall::execution)
            .required("requester", TOOL_REQUESTER, ToolCall::requester)
            .required("kind", TOOL_KIND, ToolCall::kind)
            .required("model_visible_call_item_ids", list(ITEM_ID), ToolCall::modelVisibleCallItemIds)
            .required("model_visible_output_item_ids", list(ITEM_ID), ToolCall::modelVisibleOutputItemIds)
            .nullable("terminal_operation_id", TERMINAL_OPERATION_ID, ToolCall::terminalOperationId)
            .required("summary", TOOL_SUMMARY, ToolCall::summary)
            .nullable("raw_invocation_payload_id", PAYLOAD_ID, ToolCall::rawInvocationPayloadId)
            .nullable("raw_result_payload_id", PAYLOAD_ID, ToolCall::rawResultPayloadId)
            .required("raw_runtime_payload_ids", list(PAYLOAD_ID), ToolCall::rawRuntimePayloadIds)
            .make(v -> ToolCall.builder()
                    .toolCallId(v.next())
                    .mcpCallId(v.next())
                    .modelVisibleCallId(v.next())
                    .runtimeToolId(v.next())
                    .threadId(v.next())
                    .startedByTurnId(v.next())
                    .execution(v.next())
                    .requester(v.next())
                    .kind(v.next())
                    .modelVisibleCallItemIds(v.next())
                    .modelVisibleOutputItemIds(v.next())
                    .terminalOperationId(v.next())
                    .summary(v.next())
                    .rawInvocationPayloadId(v.next())
                    .rawResultPayloadId(v.next())
                    .rawRuntimePayloadIds(v.next())
                    .build());

    static final Codec<TerminalOperation> TERMINAL_OPERATION = ObjectCodec.<TerminalOperation>of()
            .required("operation_id", TERMINAL_OPERATION_ID, TerminalOperation::operationId)
            .nullable("terminal_id", TERMINAL_ID, TerminalOperation::terminalId)
            .required("tool_call_id", TOOL_CALL_ID, TerminalOperation::toolCallId)
            .required("kind", constant(TerminalOperationKind.class), TerminalOperation::kind)
            .required("execution", EXECUTION_WINDOW, TerminalOperation::execution)
            .required("request", TERMINAL_REQUEST, TerminalOperation::request)
            .nullable("result", TERMINAL_RESULT, TerminalOperation::result)
            .required("model_observations", list(MODEL_OBSERVATION), TerminalOperation::modelObservations)
            .required("raw_payload_ids", list(PAYLOAD_ID), TerminalOperation::rawPayloadIds)
            .make(v -> TerminalOperation.builder()
                    .operationId(v.next())
                    .terminalId(v.next())
                    .toolCallId(v.next())
                    .kind(v.next())
                    .execution(v.next())
                    .request(v.next())
                    .result(v.next())
                    .modelObservations(v.next())
                    .rawPayloadIds(v.next())
                    .build());

    static final Codec<Compaction> COMPACTION = ObjectCodec.<Compaction>of()
            .required("compaction_id", COMPACTION_ID, Compaction::compactionId)
            .required("thread_id", THREAD_ID, Compaction::threadId)
            .required("codex_turn_id", TURN_ID, Compaction::turnId)
            .required("installed_at_unix_ms", INT64, Compaction::installedAtUnixMs)
            .required("marker_item_id", ITEM_ID, Compaction::markerItemId)
            .required("request_ids", list(COMPACTION_REQUEST_ID), Compaction::requestIds)
            .required("input_item_ids", HISTORY, Compaction::inputItemIds)
            .required("replacement_item_ids", HISTORY, Compaction::replacementItemIds)
            .leftOut("continuation_inference_call_id", INFERENCE_CALL_ID, Compaction::continuationInferenceCallId)
            .leftOut("window_number", INT64, Compaction::windowNumber)
            .leftOut("first_window_id", STRING, Compaction::firstWindowId)
            .leftOut("previous_window_id", STRING, Compaction::previousWindowId)
            .leftOut("window_id", STRING, Compaction::windowId)
            .leftOut("trigger", STRING, Compaction::trigger)
            .leftOut("reason", STRING, Compaction::reason)
            .leftOut("implementation", STRING, Compaction::implementation)
            .leftOut("phase", STRING, Compaction::phase)
            .leftOut("installed_model", STRING, Compaction::installedModel)
            .leftOut("installed_provider", STRING, Compaction::installedProvider)
            .leftOut("reference_context_installed", BOOLEAN, Compaction::referenceContextInstalled)
            .leftOut("world_state_baseline_installed", BOOLEAN, Compaction::worldStateBaselineInstalled)
            .make(v -> Compaction.builder()
                    .compactionId(v.next())
                    .threadId(v.next())
                    .turnId(v.next())
                    .installedAtUnixMs(v.next())
                    .markerItemId(v.next())
                    .requestIds(v.next())
                    .inputItemIds(v.next())
                    .replacementItemIds(v.next())
                    .continuationInferenceCallId(v.next())
                    .windowNumber(v.next())
                    .firstWindowId(v.next())
                    .previousWindowId(v.next())
                    .windowId(v.next())
                    .trigger(v.next())
                    .reason(v.next())
                    .implementation(v.next())
                    .phase(v.next())
                    .installedModel(v.next())
                    .installedProvider(v.next())
                    .referenceContextInstalled(v.next())
                    .worldStateBaselineInstalled(v.next())
                    .build());

    static final Codec<CompactionRequest> COMPACTION_REQUEST = ObjectCodec.<CompactionRequest>of()
            .required("compaction_request_id", COMPACTION_REQUEST_ID, CompactionRequest::compactionRequestId)
            .required("compaction_id", COMPACTION_ID, CompactionRequest::compactionId)
            .required("thread_id", THREAD_ID, CompactionRequest::threadId)
            .required("codex_turn_id", TURN_ID, CompactionRequest::turnId)
            .required("execution", EXECUTION_WINDOW, CompactionRequest::execution)
            .required("model", STRING, CompactionRequest::model)
            .required("provider_name", STRING, CompactionRequest::providerName)
            .leftOut("response_id", RESPONSE_ID, CompactionRequest::responseId)
            .required("raw_request_payload_id", PAYLOAD_ID, CompactionRequest::rawRequestPayloadId)
            .nullable("raw_response_payload_id", PAYLOAD_ID, CompactionRequest::rawResponsePayloadId)
            .make(v -> CompactionRequest.builder()
                    .compactionRequestId(v.next())
                    .compactionId(v.next())
                    .threadId(v.next())
                    .turnId(v.next())
                    .execution(v.next())
                    .model(v.next())
                    .providerName(v.next())
                    .responseId(v.next())
                    .rawRequestPayloadId(v.next())
                    .rawResponsePayloadId(v.next())
                    .build());

    static final Codec<InteractionEdge> INTERACTION_EDGE = ObjectCodec.<InteractionEdge>of()
            .required("edge_id", EDGE_ID, InteractionEdge::edgeId)
            .required("kind", constant(EdgeKind.class), InteractionEdge::kind)
            .required("source", EDGE_ANCHOR, InteractionEdge::source)
            .required("target", EDGE_ANCHOR, InteractionEdge::target)
            .required("started_at_unix_ms", INT64, InteractionEdge::startedAtUnixMs)
            .nullable("ended_at_unix_ms", INT64, InteractionEdge::endedAtUnixMs)
            .required("carried_item_ids", list(ITEM_ID), InteractionEdge::carriedItemIds)
            .required("carried_raw_payload_ids", list(PAYLOAD_ID), InteractionEdge::carriedRawPayloadIds)
            .make(v -> InteractionEdge.builder()
                    .edgeId(v.next())
                    .kind(v.next())
                    .source(v.next())
                    .target(v.next())
                    .startedAtUnixMs(v.next())
                    .endedAtUnixMs(v.next())
                    .carriedItemIds(v.next())
                    .carriedRawPayloadIds(v.next())
                    .build());

    static final Codec<SessionGraph> TRACE = ObjectCodec.<SessionGraph>of()
            .required("schema_version", Versioned.VERSION, trace -> TraceManifest.SCHEMA_VERSION)
            .required("trace_id", TRACE_ID, SessionGraph::traceId)
            .required("rollout_id", ROLLOUT_ID, SessionGraph::rolloutId)
            .required("started_at_unix_ms", INT64, SessionGraph::startedAtUnixMs)
            .nullable("ended_at_unix_ms", INT64, SessionGraph::endedAtUnixMs)
            .required("status", constant(RolloutStatus.class), SessionGraph::status)
            .required("root_thread_id", THREAD_ID, SessionGraph::rootThreadId)
            .required("threads", map(THREAD_ID, AGENT_THREAD), SessionGraph::threads)
            .required("codex_turns", map(TURN_ID, CODEX_TURN), SessionGraph::turns)
            .required("conversation_items", map(ITEM_ID, CONVERSATION_ITEM), SessionGraph::conversationItems)
            .required("inference_calls", map(INFERENCE_CALL_ID, INFERENCE_CALL), SessionGraph::inferenceCalls)
            .required("code_cells", map(CODE_CELL_ID, CODE_CELL), SessionGraph::codeCells)
            .required("tool_calls", map(TOOL_CALL_ID, TOOL_CALL), SessionGraph::toolCalls)
            .required("terminal_sessions", map(TERMINAL_ID, TERMINAL_SESSION), SessionGraph::terminalSessions)
            .required(
                    "terminal_operations",
                    map(TERMINAL_OPERATION_ID, TERMINAL_OPERATION),
                    SessionGraph::terminalOperations)
            .required("compactions", map(COMPACTION_ID, COMPACTION), SessionGraph::compactions)
            .required(
                    "compaction_requests",
                    map(COMPACTION_REQUEST_ID, COMPACTION_REQUEST),
                    SessionGraph::compactionRequests)
            .required("interaction_edges", map(EDGE_ID, INTERACTION_EDGE), SessionGraph::interactionEdges)
            .required("raw_payloads", map(PAYLOAD_ID, PAYLOAD_REF), SessionGraph::rawPayloads)
            .make(v -> {
                v.next();
                return RolloutTrace.builder()
                        .traceId(v.next())
                        .rolloutId(v.next())
                        .startedAtUnixMs(v.next())
                        .endedAtUnixMs(v.next())
                        .status(v.next())
                        .rootThreadId(v.next())
                        .threads(v.next())
                        .turns(v.next())
                        .conversationItems(v.next())
                        .inferenceCalls(v.next())
                        .codeCells(v.next())
                        .toolCalls(v.next())
                        .terminalSessions(v.next())
                        .terminalOperations(v.next())
                        .compactions(v.next())
                        .compactionRequests(v.next())
                        .interactionEdges(v.next())
                        .rawPayloads(v.next())
                        .build();
            });

    private GraphCodecs() {}
}

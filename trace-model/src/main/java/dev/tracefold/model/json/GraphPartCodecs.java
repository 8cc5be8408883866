/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import static dev.tracefold.model.json.Codecs.INT32;
import static dev.tracefold.model.json.Codecs.INT64;
import static dev.tracefold.model.json.Codecs.LONG_TEXT;
import static dev.tracefold.model.json.Codecs.STRING;
import static dev.tracefold.model.json.Codecs.constant;
import static dev.tracefold.model.json.Codecs.list;
import static dev.tracefold.model.json.IdCodec.CODE_CELL_ID;
import static dev.tracefold.model.json.IdCodec.COMPACTION_ID;
import static dev.tracefold.model.json.IdCodec.EDGE_ID;
import static dev.tracefold.model.json.IdCodec.INFERENCE_CALL_ID;
import static dev.tracefold.model.json.IdCodec.ITEM_ID;
import static dev.tracefold.model.json.IdCodec.PAYLOAD_ID;
import static dev.tracefold.model.json.IdCodec.THREAD_ID;
import static dev.tracefold.model.json.IdCodec.TOOL_CALL_ID;

import java.util.List;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.AgentMessage;
import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.EdgeAnchor;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.ModelObservation;
import dev.tracefold.model.graph.ObservationSource;
import dev.tracefold.model.graph.ProducerRef;
import dev.tracefold.model.graph.TerminalRequest;
import dev.tracefold.model.graph.TerminalResult;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.graph.TokenUsage;
import dev.tracefold.model.graph.ToolRequester;
import dev.tracefold.model.value.LongText;

/** The fields of what objects of the graph are made of, in the order of the format. */
final class GraphPartCodecs {
    static final Codec<ExecutionWindow> EXECUTION_WINDOW = ObjectCodec.<ExecutionWindow>of()
            .required("started_at_unix_ms", INT64, ExecutionWindow::startedAtUnixMs)
            .required("started_seq", INT64, ExecutionWindow::startedSeq)
            .nullable("ended_at_unix_ms", INT64, ExecutionWindow::endedAtUnixMs)
            .nullable("ended_seq", INT64, ExecutionWindow::endedSeq)
            .required("status", constant(ExecutionStatus.class), ExecutionWindow::status)
            .make(v -> new ExecutionWindow(v.next(), v.next(), v.next(), v.next(), v.next()));

    static final Codec<AgentMessage> AGENT_MESSAGE = ObjectCodec.<AgentMessage>of()
            .required("author", STRING, AgentMessage::author)
            .required("recipient", STRING, AgentMessage::recipient)
            .make(v -> new AgentMessage(v.next(), v.next()));

    static final Codec<TokenUsage> TOKEN_USAGE = ObjectCodec.<TokenUsage>of()
            .required("input_tokens", INT64, TokenUsage::inputTokens)
            .required("cached_input_tokens", INT64, TokenUsage::cachedInputTokens)
            .required("cache_write_input_tokens", INT64, TokenUsage::cacheWriteInputTokens)
            .required("output_tokens", INT64, TokenUsage::outputTokens)
            .required("reasoning_output_tokens", INT64, TokenUsage::reasoningOutputTokens)
            .make(v -> new TokenUsage(v.next(), v.next(), v.next(), v.next(), v.next()));

    static final Codec<TerminalResult> TERMINAL_RESULT = ObjectCodec.<TerminalResult>of()
            .nullable("exit_code", INT32, TerminalResult::exitCode)
            .required("stdout", LONG_TEXT, TerminalResult::stdout)
            .required("stderr", LONG_TEXT, TerminalResult::stderr)
            .nullable("formatted_output", LONG_TEXT, TerminalResult::formattedOutput)
            .nullable("original_token_count", INT64, TerminalResult::originalTokenCount)
            .nullable("chunk_id", STRING, TerminalResult::chunkId)
            .make(v -> new TerminalResult(v.next(), v.<LongText>next(), v.next(), v.next(), v.next(), v.next()));

    static final Codec<ModelObservation> MODEL_OBSERVATION = ObjectCodec.<ModelObservation>of()
            .required("call_item_ids", list(ITEM_ID), ModelObservation::callItemIds)
            .required("output_item_ids", list(ITEM_ID), ModelObservation::outputItemIds)
            .required("source", constant(ObservationSource.class), ModelObservation::source)
            .make(v -> new ModelObservation(v.next(), v.next(), v.next()));

    static final Codec<ThreadOrigin> THREAD_ORIGIN = UnionCodec.<ThreadOrigin>of()
            .constant("root", new ThreadOrigin.Root())
            .variant(
                    "spawned",
                    ThreadOrigin.Spawned.class,
                    ObjectCodec.<ThreadOrigin.Spawned>of()
                            .required("parent_thread_id", THREAD_ID, ThreadOrigin.Spawned::parentThreadId)
                            .required("spawn_edge_id", EDGE_ID, ThreadOrigin.Spawned::spawnEdgeId)
                            .required("task_name", STRING, ThreadOrigin.Spawned::taskName)
                            .required("agent_role", STRING, ThreadOrigin.Spawned::agentRole)
                            .make(v -> new ThreadOrigin.Spawned(v.next(), v.next(), v.next(), v.next())))
            .make();

    static final Codec<BodyPart> BODY_PART = UnionCodec.<BodyPart>of()
            .variant(
                    "text",
                    BodyPart.Text.class,
                    ObjectCodec.<BodyPart.Text>of()
                            .required("text", LONG_TEXT, BodyPart.Text::text)
                            .make(v -> new BodyPart.Text(v.<LongText>next())))
            .variant(
                    "summary",
                    BodyPart.Summary.class,
                    ObjectCodec.<BodyPart.Summary>of()
                            .required("text", LONG_TEXT, BodyPart.Summary::text)
                            .make(v -> new BodyPart.Summary(v.<LongText>next())))
            .variant(
                    "encoded",
                    BodyPart.Encoded.class,
                    ObjectCodec.<BodyPart.Encoded>of()
                            .required("label", STRING, BodyPart.Encoded::label)
                            .required("value", LONG_TEXT, BodyPart.Encoded::value)
                            .make(v -> new BodyPart.Encoded(v.next(), v.<LongText>next())))
            .variant(
                    "json",
                    BodyPart.Json.class,
                    ObjectCodec.<BodyPart.Json>of()
                            .required("summary", STRING, BodyPart.Json::summary)
                            .required("raw_payload_id", PAYLOAD_ID, BodyPart.Json::rawPayloadId)
                            .make(v -> new BodyPart.Json(v.next(), v.next())))
            .variant(
                    "code",
                    BodyPart.Code.class,
                    ObjectCodec.<BodyPart.Code>of()
                            .required("language", STRING, BodyPart.Code::language)
                            .required("source", LONG_TEXT, BodyPart.Code::source)
                            .make(v -> new BodyPart.Code(v.next(), v.<LongText>next())))
            .variant(
                    "payload_ref",
                    BodyPart.InPayload.class,
                    ObjectCodec.<BodyPart.InPayload>of()
                            .required("label", STRING, BodyPart.InPayload::label)
                            .required("raw_payload_id", PAYLOAD_ID, BodyPart.InPayload::rawPayloadId)
                            .make(v -> new BodyPart.InPayload(v.next(), v.next())))
            .make();

    static final Codec<ProducerRef> PRODUCER_REF = UnionCodec.<ProducerRef>of()
            .variant(
                    "inference",
                    ProducerRef.Inference.class,
                    ObjectCodec.<ProducerRef.Inference>of()
                            .required("inference_call_id", INFERENCE_CALL_ID, ProducerRef.Inference::inferenceCallId)
                            .make(v -> new ProducerRef.Inference(v.next())))
            .variant(
                    "tool",
                    ProducerRef.Tool.class,
                    ObjectCodec.<ProducerRef.Tool>of()
                            .required("tool_call_id", TOOL_CALL_ID, ProducerRef.Tool::toolCallId)
                            .make(v -> new ProducerRef.Tool(v.next())))
            .variant(
                    "code_cell",
                    ProducerRef.CodeCell.class,
                    ObjectCodec.<ProducerRef.CodeCell>of()
                            .required("code_cell_id", CODE_CELL_ID, ProducerRef.CodeCell::codeCellId)
                            .make(v -> new ProducerRef.CodeCell(v.next())))
            .variant(
                    "compaction",
                    ProducerRef.Compaction.class,
                    ObjectCodec.<ProducerRef.Compaction>of()
                            .required("compaction_id", COMPACTION_ID, ProducerRef.Compaction::compactionId)
                            .make(v -> new ProducerRef.Compaction(v.next())))
            .constant("user_input", new ProducerRef.UserInput())
            .variant(
                    "interaction_edge",
                    ProducerRef.InteractionEdge.class,
                    ObjectCodec.<ProducerRef.InteractionEdge>of()
                            .required("edge_id", EDGE_ID, ProducerRef.InteractionEdge::edgeId)
                            .make(v -> new ProducerRef.InteractionEdge(v.next())))
            .constant("harness", new ProducerRef.Harness())
            .make();

    static final Codec<ToolRequester> TOOL_REQUESTER = UnionCodec.<ToolRequester>of()
            .constant("model", new ToolRequester.Model())
            .variant(
                    "code_cell",
                    ToolRequester.CodeCell.class,
                    ObjectCodec.<ToolRequester.CodeCell>of()
                            .required("code_cell_id", CODE_CELL_ID, ToolRequester.CodeCell::codeCellId)
                            .make(v -> new ToolRequester.CodeCell(v.next())))
            .make();

    static final Codec<TerminalRequest> TERMINAL_REQUEST = UnionCodec.<TerminalRequest>of()
            .variant(
                    "exec_command",
                    TerminalRequest.ExecCommand.class,
                    ObjectCodec.<TerminalRequest.ExecCommand>of()
                            .required("command", list(STRING), TerminalRequest.ExecCommand::command)
                            .required("display_command", STRING, TerminalRequest.ExecCommand::displayCommand)
                            .required("cwd", STRING, TerminalRequest.ExecCommand::cwd)
                            .nullable("yield_time_ms", INT64, TerminalRequest.ExecCommand::yieldTimeMs)
                            .nullable("max_output_tokens", INT64, TerminalRequest.ExecCommand::maxOutputTokens)
                            .make(v ->
                                    new TerminalRequest.ExecCommand(v.next(), v.next(), v.next(), v.next(), v.next())))
            .variant(
                    "write_stdin",
                    TerminalRequest.WriteStdin.class,
                    ObjectCodec.<TerminalRequest.WriteStdin>of()
                            .required("stdin", STRING, TerminalRequest.WriteStdin::stdin)
                            .nullable("yield_time_ms", INT64, TerminalRequest.WriteStdin::yieldTimeMs)
                            .nullable("max_output_tokens", INT64, TerminalRequest.WriteStdin::maxOutputTokens)
                            .make(v -> new TerminalRequest.WriteStdin(v.next(), v.next(), v.next())))
            .make();

    static final Codec<EdgeAnchor> EDGE_ANCHOR = UnionCodec.<EdgeAnchor>of()
            .variant(
                    "conversation_item",
                    EdgeAnchor.ConversationItem.class,
                    ObjectCodec.<EdgeAnchor.ConversationItem>of()
                            .required("item_id", ITEM_ID, EdgeAnchor.ConversationItem::itemId)
                            .make(v -> new EdgeAnchor.ConversationItem(v.next())))
            .variant(
                    "tool_call",
                    EdgeAnchor.Tool.class,
                    ObjectCodec.<EdgeAnchor.Tool>of()
                            .required("tool_call_id", TOOL_CALL_ID, EdgeAnchor.Tool::toolCallId)
                            .make(v -> new EdgeAnchor.Tool(v.next())))
            .variant(
                    "thread",
                    EdgeAnchor.WholeThread.class,
                    ObjectCodec.<EdgeAnchor.WholeThread>of()
                            .required("thread_id", THREAD_ID, EdgeAnchor.WholeThread::threadId)
                            .make(v -> new EdgeAnchor.WholeThread(v.next())))
            .make();

    /** A body is an object for the sake of what may come beside its parts. */
    static final Codec<List<BodyPart>> BODY = ObjectCodec.<List<BodyPart>>of()
            .required("parts", list(BODY_PART), parts -> parts)
            .make(v -> v.next());

    private GraphPartCodecs() {}
}

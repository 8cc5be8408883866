/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalRequest;
import dev.tracefold.model.graph.TerminalResult;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.graph.TokenUsage;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.view.lookup.Names;

/**
 * The attributes of a span: those of the GenAI conventions where there are any, else our own, whose names begin with
 * {@code tracefold.}. What was said, typed and printed is told only where content is wanted.
 */
final class SpanAttributes {
    private final RolloutTrace graph;
    private final boolean content;
    private final OtlpMessages messages;
    private final Map<ThreadId, Map<CallId, ToolCall>> callsByThread = new HashMap<>();
    private final Map<ThreadId, InferenceCall> firstCalls = new HashMap<>();

    SpanAttributes(RolloutTrace graph, boolean content) {
        this.graph = graph;
        this.content = content;
        this.messages = new OtlpMessages(graph);
        for (ToolCall tool : graph.toolCalls().values()) {
            if (tool.modelVisibleCallId() != null) {
                callsByThread
                        .computeIfAbsent(tool.threadId(), unused -> new HashMap<>())
                        .put(tool.modelVisibleCallId(), tool);
            }
        }
        for (InferenceCall call : graph.inferenceCalls().values()) {
            firstCalls.merge(
                    call.threadId(),
                    call,
                    (a, b) -> a.execution().startedSeq() <= b.execution().startedSeq() ? a : b);
        }
    }

    /** The name of a span: of operations that the conventions know, as they want it. */
    String name(Span span) {
        return switch (span.node().kind()) {
            case THREAD -> "invoke_agent " + Names.agent(graph, span.thread());
            case TURN -> "turn";
            case INFERENCE -> "chat " + inference(span).model();
            case COMPACTION_REQUEST -> "compact " + compactionRequest(span).model();
            case CELL -> "code_cell";
            case TOOL -> "execute_tool " + Names.tool(tool(span).kind());
            case OPERATION -> "terminal " + WireNames.of(operation(span).kind());
            case ITEM, TERMINAL, COMPACTION, EDGE, PAYLOAD ->
                throw new IllegalArgumentException("takes no time: " + span.node());
        };
    }

    Attributes of(Span span) {
        Attributes attributes = new Attributes();
        switch (span.node().kind()) {
            case THREAD -> thread(attributes, thread(span));
            case INFERENCE -> inference(attributes, inference(span));
            case COMPACTION_REQUEST -> {
                CompactionRequest request = compactionRequest(span);
                model(attributes, request.model(), request.providerName());
                attributes.text("gen_ai.response.id", value(request.responseId()));
                attributes.text("tracefold.compaction.id", value(request.compactionId()));
            }
            case CELL -> cell(attributes, cell(span));
            case TOOL -> tool(attributes, tool(span));
            case OPERATION -> operation(attributes, operation(span));
            case TURN, ITEM, TERMINAL, COMPACTION, EDGE, PAYLOAD -> {
                // What all have will do.
            }
        }
        attributes
                .text("gen_ai.conversation.id", span.thread().value())
                .text("tracefold.kind", span.node().kind().word())
                .text("tracefold.id", span.node().id())
                .text("tracefold.status", WireNames.of(span.window().status()))
                .number("tracefold.started_seq", span.window().startedSeq())
                .number("tracefold.ended_seq", span.window().endedSeq());
        if (span.failed()) {
            attributes.text("error.type", WireNames.of(span.window().status()));
        }
        return attributes;
    }

    private void thread(Attributes attributes, AgentThread thread) {
        InferenceCall first = firstCalls.get(thread.threadId());
        attributes
                .text("gen_ai.operation.name", "invoke_agent")
                .text("gen_ai.agent.name", thread.agentPath())
                .text("gen_ai.agent.id", thread.threadId().value());
        String model = thread.defaultModel();
        attributes.text("gen_ai.request.model", model != null || first == null ? model : first.model());
        if (first != null) {
            provider(attributes, first.providerName());
        }
        if (thread.origin() instanceof ThreadOrigin.Spawned spawned
                && !spawned.agentRole().isEmpty()) {
            attributes.text("tracefold.agent.role", spawned.agentRole());
        }
    }

    private void inference(Attributes attributes, InferenceCall call) {
        attributes.text("gen_ai.operation.name", "chat");
        model(attributes, call.model(), call.providerName());
        attributes
                .text("gen_ai.response.id", value(call.responseId()))
                .text("tracefold.upstream_request.id", value(call.upstreamRequestId()))
                .text("gen_ai.agent.name", Names.agent(graph, call.threadId()))
                .text("gen_ai.agent.id", call.threadId().value());
        TokenUsage usage = call.usage();
        if (usage != null) {
            attributes
                    .number("gen_ai.usage.input_tokens", usage.inputTokens())
                    .number("gen_ai.usage.output_tokens", usage.outputTokens())
                    .number("gen_ai.usage.cache_read.input_tokens", usage.cachedInputTokens())
                    .number("gen_ai.usage.cache_creation.input_tokens", usage.cacheWriteInputTokens())
                    .number("gen_ai.usage.reasoning.output_tokens", usage.reasoningOutputTokens());
        }
        if (content) {
            Map<CallId, ToolCall> calls = callsByThread.getOrDefault(call.threadId(), Map.of());
            told(attributes, "input", messages.of(call.requestItemIds(), null, calls::get));
            if (!call.responseItemIds().isEmpty()) {
                told(attributes, "output", messages.of(call.responseItemIds(), finishReason(call), calls::get));
            }
        }
    }

    private static String finishReason(InferenceCall call) {
        if (!call.toolCallIdsStartedByResponse().isEmpty()) {
            return "tool_call";
        }
        return switch (call.execution().status()) {
            case COMPLETED -> "stop";
            case RUNNING, FAILED, CANCELLED, ABORTED -> "error";
        };
    }

    private static void told(Attributes attributes, String which, OtlpMessages.Told told) {
        attributes.text("gen_ai." + which + ".messages", told.messages().compact());
        if (told.omitted() > 0) {
            attributes.number("tracefold." + which + ".messages_left_out", told.omitted());
        }
        cut(attributes, "tracefold." + which + ".characters_cut", told.cut());
    }

    private static void cut(Attributes attributes, String key, long characters) {
        if (characters > 0) {
            attributes.number(key, characters);
        }
    }

    private void cell(Attributes attributes, CodeCell cell) {
        attributes
                .text("gen_ai.tool.call.id", cell.modelVisibleCallId().value())
                .text("tracefold.runtime_status", WireNames.of(cell.runtimeStatus()));
        bounded(attributes, "tracefold.source", cell.sourceJs());
    }

    private void tool(Attributes attributes, ToolCall tool) {
        CallId callId = tool.modelVisibleCallId();
        attributes
                .text("gen_ai.operation.name", "execute_tool")
                .text("gen_ai.tool.name", Names.tool(tool.kind()))
                .text("gen_ai.tool.call.id", callId == null ? tool.toolCallId().value() : callId.value())
                .text("gen_ai.tool.type", "function")
                .text("gen_ai.agent.name", Names.agent(graph, tool.threadId()))
                .text("tracefold.mcp_call.id", value(tool.mcpCallId()));
        if (content) {
            item(attributes, "gen_ai.tool.call.arguments", tool.modelVisibleCallItemIds());
            item(attributes, "gen_ai.tool.call.result", tool.modelVisibleOutputItemIds());
        }
    }

    private void item(Attributes attributes, String key, List<ItemId> ids) {
        var item = ids.isEmpty() ? null : graph.conversationItems().get(ids.get(0));
        if (item != null) {
            StringBuilder words = new StringBuilder();
            item.parts().forEach(part -> words.append(OtlpMessages.words(part)));
            bounded(attributes, key, words.toString());
        }
    }

    private void operation(Attributes attributes, TerminalOperation operation) {
        attributes.text("tracefold.terminal.id", value(operation.terminalId()));
        TerminalResult result = operation.result();
        if (result != null && result.exitCode() != null) {
            attributes.number("process.exit.code", result.exitCode().longValue());
        }
        bounded(attributes, "tracefold.command", Names.words(operation.request()));
        if (operation.request() instanceof TerminalRequest.ExecCommand exec) {
            bounded(attributes, "process.working_directory", exec.cwd());
        }
        if (content && result != null) {
            bounded(attributes, "tracefold.stdout", result.stdout().toString());
            bounded(attributes, "tracefold.stderr", result.stderr().toString());
        }
    }

    /** A text of the session, where it is wanted. */
    private void bounded(Attributes attributes, String key, String text) {
        if (content && !text.isEmpty()) {
            long[] cut = new long[1];
            attributes.text(key, OtlpMessages.bounded(text, cut).value());
            cut(attributes, key + ".characters_cut", cut[0]);
        }
    }

    private static void model(Attributes attributes, String model, String provider) {
        attributes.text("gen_ai.request.model", model);
        provider(attributes, provider);
    }

    /** By its name of today, and by the one that older collectors know. */
    private static void provider(Attributes attributes, String provider) {
        attributes.text("gen_ai.provider.name", provider).text("gen_ai.system", provider);
    }

    private static @Nullable String value(@Nullable Id id) {
        return id == null ? null : id.value();
    }

    private AgentThread thread(Span span) {
        return found(graph.threads().get(span.thread()), span);
    }

    private InferenceCall inference(Span span) {
        return found(graph.inferenceCalls().get(new InferenceCallId(span.node().id())), span);
    }

    private CompactionRequest compactionRequest(Span span) {
        return found(
                graph.compactionRequests()
                        .get(new CompactionRequestId(span.node().id())),
                span);
    }

    private CodeCell cell(Span span) {
        return found(graph.codeCells().get(new CodeCellId(span.node().id())), span);
    }

    private ToolCall tool(Span span) {
        return found(graph.toolCalls().get(new ToolCallId(span.node().id())), span);
    }

    private TerminalOperation operation(Span span) {
        return found(
                graph.terminalOperations()
                        .get(new TerminalOperationId(span.node().id())),
                span);
    }

    private static <T> T found(@Nullable T object, Span span) {
        return Objects.requireNonNull(object, () -> span.node() + " is of another graph");
    }
}

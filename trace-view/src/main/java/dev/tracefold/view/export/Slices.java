/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.graph.TokenUsage;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.lookup.Names;
import dev.tracefold.view.lookup.Node;

/** What is written on a slice, and what is told of it when it is clicked. Asked in the order of the slices. */
final class Slices {
    private static final int NAME = 60;
    private static final int WORDS = 500;

    private final RolloutTrace graph;
    private final Map<ThreadId, Integer> turns = new HashMap<>();
    private final Map<Node, String> turnNames = new HashMap<>();

    Slices(RolloutTrace graph) {
        this.graph = graph;
    }

    /** The name; what never ended says so. */
    String name(Span span) {
        return span.running() ? plainName(span) + " (running)" : plainName(span);
    }

    private String plainName(Span span) {
        return switch (span.node().kind()) {
            case THREAD -> Names.agent(graph, span.thread());
            case TURN ->
                turnNames.computeIfAbsent(span.node(), unused -> "turn " + turns.merge(span.thread(), 1, Integer::sum));
            case INFERENCE -> inference(graph, span).model();
            case COMPACTION_REQUEST -> "compaction request";
            case CELL -> "code cell";
            case TOOL -> Names.tool(tool(span).kind());
            case OPERATION -> "$ " + Names.cut(Names.words(operation(span).request()), NAME);
            case ITEM, TERMINAL, COMPACTION, EDGE, PAYLOAD ->
                throw new IllegalArgumentException("takes no time: " + span.node());
        };
    }

    /** The facts: what it is, how it went, and where in the log it stands. */
    JsonObject facts(Span span) {
        Fields facts = new Fields()
                .text("id", span.node().id())
                .text("status", WireNames.of(span.window().status()))
                .number("started_seq", span.window().startedSeq());
        if (span.window().endedSeq() != null) {
            facts.number("ended_seq", span.window().endedSeq());
        }
        // Where the clock was not to be trusted, the slice lies elsewhere.
        facts.number("started_at_unix_ms", span.window().startedAtUnixMs());
        switch (span.node().kind()) {
            case THREAD -> thread(facts, found(graph.threads().get(span.thread()), span));
            case INFERENCE -> inference(facts, inference(graph, span));
            case COMPACTION_REQUEST -> {
                CompactionRequest request = found(
                        graph.compactionRequests()
                                .get(new CompactionRequestId(span.node().id())),
                        span);
                facts.text("model", request.model())
                        .text("compaction", request.compactionId().value());
            }
            case CELL -> {
                CodeCell cell =
                        found(graph.codeCells().get(new CodeCellId(span.node().id())), span);
                facts.text("source", Names.cut(cell.sourceJs(), WORDS))
                        .text("runtime_status", WireNames.of(cell.runtimeStatus()));
            }
            case TOOL -> tool(facts, tool(span));
            case OPERATION -> operation(facts, operation(span));
            case TURN, ITEM, TERMINAL, COMPACTION, EDGE, PAYLOAD -> {
                // Nothing more to tell.
            }
        }
        return facts.object();
    }

    private static void thread(Fields facts, AgentThread thread) {
        optional(facts, "nickname", thread.nickname());
        optional(facts, "default_model", thread.defaultModel());
        if (thread.origin() instanceof ThreadOrigin.Spawned spawned) {
            facts.text("role", spawned.agentRole()).text("task", Names.cut(spawned.taskName(), WORDS));
        }
    }

    private static void inference(Fields facts, InferenceCall call) {
        facts.text("provider", call.providerName());
        optional(
                facts,
                "response_id",
                call.responseId() == null ? null : call.responseId().value());
        TokenUsage usage = call.usage();
        if (usage != null) {
            facts.number("input_tokens", usage.inputTokens())
                    .number("cached_input_tokens", usage.cachedInputTokens())
                    .number("output_tokens", usage.outputTokens())
                    .number("reasoning_output_tokens", usage.reasoningOutputTokens());
        }
    }

    private static void tool(Fields facts, ToolCall tool) {
        optional(
                facts,
                "call_id",
                tool.modelVisibleCallId() == null
                        ? null
                        : tool.modelVisibleCallId().value());
    }

    private static void operation(Fields facts, TerminalOperation operation) {
        facts.text("command", Names.cut(Names.words(operation.request()), WORDS));
        optional(
                facts,
                "terminal",
                operation.terminalId() == null ? null : operation.terminalId().value());
        if (operation.result() != null && operation.result().exitCode() != null) {
            facts.number("exit_code", operation.result().exitCode().longValue());
        }
    }

    private static void optional(Fields facts, String name, @Nullable String value) {
        if (value != null) {
            facts.text(name, value);
        }
    }

    static InferenceCall inference(RolloutTrace graph, Span span) {
        return found(graph.inferenceCalls().get(new InferenceCallId(span.node().id())), span);
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

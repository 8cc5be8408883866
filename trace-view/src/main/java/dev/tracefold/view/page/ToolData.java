/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalRequest;
import dev.tracefold.model.graph.TerminalResult;
import dev.tracefold.model.graph.TerminalSession;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.graph.ToolRequester;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolSummary;
import dev.tracefold.model.value.LongText;
import dev.tracefold.view.lookup.Links;
import dev.tracefold.view.lookup.NodeKind;

/** Writes what was done: tools, code cells, terminals, and what agents sent each other. */
final class ToolData {
    private final SessionGraph graph;
    private final ObjectWriter out;
    private final Beginnings beginnings;

    ToolData(SessionGraph graph, ObjectWriter out, Beginnings beginnings) {
        this.graph = graph;
        this.out = out;
        this.beginnings = beginnings;
    }

    void tool(ToolCall tool) throws IOException {
        out.start(tool.toolCallId())
                .window(tool.execution())
                .ref("thread", NodeKind.THREAD, tool.threadId())
                .ref("turn", NodeKind.TURN, tool.startedByTurnId());
        if (tool.requester() instanceof ToolRequester.CodeCell requester) {
            out.ref("cell", NodeKind.CELL, requester.codeCellId());
        }
        toolKind(tool.kind());
        summary(tool.summary());
        out.id("mcp_call_id", tool.mcpCallId())
                .id("call_id", tool.modelVisibleCallId())
                .id("runtime_id", tool.runtimeToolId())
                .refs("calls", NodeKind.ITEM, tool.modelVisibleCallItemIds())
                .refs("outputs", NodeKind.ITEM, tool.modelVisibleOutputItemIds())
                .ref("operation", NodeKind.OPERATION, tool.terminalOperationId())
                .ref("raw_invocation", NodeKind.PAYLOAD, tool.rawInvocationPayloadId())
                .ref("raw_result", NodeKind.PAYLOAD, tool.rawResultPayloadId())
                .refs("raw_runtime", NodeKind.PAYLOAD, tool.rawRuntimePayloadIds())
                .end();
    }

    private void toolKind(ToolKind kind) throws IOException {
        if (kind instanceof ToolKind.BuiltIn builtIn) {
            out.word("tool", builtIn);
        } else if (kind instanceof ToolKind.Mcp mcp) {
            out.field("server", mcp.server()).field("tool", mcp.tool());
        } else if (kind instanceof ToolKind.Other other) {
            out.field("tool", other.name());
        } else {
            throw new IllegalArgumentException("no such kind: " + kind);
        }
    }

    private void summary(ToolSummary summary) throws IOException {
        if (summary instanceof ToolSummary.Generic generic) {
            out.field("label", generic.label())
                    .text("input", generic.inputPreview())
                    .text("output", generic.outputPreview());
        } else if (summary instanceof ToolSummary.Agent agent) {
            out.field("target", agent.targetAgentPath())
                    .field("task", agent.taskName())
                    .text("message", agent.messagePreview());
        } else if (summary instanceof ToolSummary.WaitAgent wait) {
            out.field("target", wait.targetAgentPath()).field("timeout_ms", wait.timeoutMs());
        }
    }

    void cell(CodeCell cell) throws IOException {
        out.start(cell.codeCellId())
                .window(cell.execution())
                .ref("thread", NodeKind.THREAD, cell.threadId())
                .ref("turn", NodeKind.TURN, cell.turnId())
                .id("call_id", cell.modelVisibleCallId())
                .id("runtime_id", cell.runtimeCellId())
                .word("runtime_status", cell.runtimeStatus())
                .ref("item", NodeKind.ITEM, cell.sourceItemId())
                .refs("outputs", NodeKind.ITEM, cell.outputItemIds())
                .moment("initial_response", cell.initialResponseSeq(), cell.initialResponseAtUnixMs())
                .moment("yielded", cell.yieldedSeq(), cell.yieldedAtUnixMs())
                .text("source", cell.sourceJs())
                .refs("nested", NodeKind.TOOL, cell.nestedToolCallIds())
                .refs("waits", NodeKind.TOOL, cell.waitToolCallIds())
                .end();
    }

    void terminal(TerminalSession terminal) throws IOException {
        out.start(terminal.terminalId())
                .window(terminal.execution())
                .ref("thread", NodeKind.THREAD, terminal.threadId())
                .ref("created_by", NodeKind.OPERATION, terminal.createdByOperationId())
                .refs("operations", NodeKind.OPERATION, terminal.operationIds())
                .end();
    }

    void operation(TerminalOperation operation) throws IOException {
        ToolCall tool = graph.toolCalls().get(operation.toolCallId());
        out.start(operation.operationId())
                .window(operation.execution())
                .ref("thread", NodeKind.THREAD, tool == null ? null : tool.threadId())
                .ref("tool", NodeKind.TOOL, operation.toolCallId())
                .ref("terminal", NodeKind.TERMINAL, operation.terminalId())
                .word("kind", operation.kind());
        if (operation.request() instanceof TerminalRequest.ExecCommand exec) {
            out.text("command", exec.displayCommand())
                    .field("cwd", exec.cwd())
                    .field("yield_time_ms", exec.yieldTimeMs())
                    .field("max_output_tokens", exec.maxOutputTokens());
        } else if (operation.request() instanceof TerminalRequest.WriteStdin write) {
            out.text("stdin", write.stdin())
                    .field("yield_time_ms", write.yieldTimeMs())
                    .field("max_output_tokens", write.maxOutputTokens());
        }
        TerminalResult result = operation.result();
        if (result != null) {
            LongText formatted = result.formattedOutput();
            out.field("exit", result.exitCode())
                    .text("stdout", result.stdout().toString())
                    .text("stderr", result.stderr().toString())
                    .text("formatted", formatted == null ? null : formatted.toString())
                    .field("original_tokens", result.originalTokenCount());
        }
        out.refs("calls", NodeKind.ITEM, seen(operation, true))
                .refs("outputs", NodeKind.ITEM, seen(operation, false))
                .refs("raw", NodeKind.PAYLOAD, operation.rawPayloadIds())
                .end();
    }

    private static List<ItemId> seen(TerminalOperation operation, boolean calls) {
        Stream<ItemId> items = operation.modelObservations().stream()
                .flatMap(seen -> (calls ? seen.callItemIds() : seen.outputItemIds()).stream());
        return items.distinct().toList();
    }

    void edge(InteractionEdge edge) throws IOException {
        out.start(edge.edgeId())
                .moment("from", beginnings.seqOf(edge), edge.startedAtUnixMs())
                .moment("to", null, edge.endedAtUnixMs())
                .word("kind", edge.kind())
                .ref("source", Links.anchor(edge.source()))
                .ref("target", Links.anchor(edge.target()))
                .refs("carried", NodeKind.ITEM, edge.carriedItemIds())
                .refs("raw", NodeKind.PAYLOAD, edge.carriedRawPayloadIds())
                .end();
    }
}

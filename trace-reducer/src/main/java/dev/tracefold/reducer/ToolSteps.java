/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.graph.ToolRequester;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload.McpCorrelationAssigned;
import dev.tracefold.model.raw.RawEventPayload.ToolCallEnded;
import dev.tracefold.model.raw.RawEventPayload.ToolCallStarted;
import dev.tracefold.model.raw.RawEventPayload.ToolRuntimeEnded;
import dev.tracefold.model.raw.RawEventPayload.ToolRuntimeStarted;
import dev.tracefold.model.raw.Requester;
import dev.tracefold.model.raw.ToolKind;

/** Tool calls: dispatched, carried out by the runtime, returned. */
final class ToolSteps {
    private static final ToolRequester BY_MODEL = new ToolRequester.Model();

    private ToolSteps() {}

    static void start(Draft draft, Moment at, ToolCallStarted event, Bodies bodies) throws Refusal {
        refuseTwins(draft, event);
        ThreadId thread = draft.threadOf(at);
        if (at.turnId() != null) {
            draft.turnOn(at.turnId(), thread);
        }
        ToolRequester requester = requester(draft, thread, event.requester());
        ToolCallId id = event.toolCallId();
        PayloadRef invocation = event.invocationPayload();
        draft.put(new ToolState(
                ToolCall.builder()
                        .toolCallId(id)
                        .modelVisibleCallId(event.modelVisibleCallId())
                        .runtimeToolId(event.runtimeToolId())
                        .threadId(thread)
                        .startedByTurnId(at.turnId())
                        .execution(ExecutionWindow.open(at.atUnixMs(), at.seq()))
                        .requester(requester)
                        .kind(event.kind())
                        .summary(event.summary())
                        .rawInvocationPayloadId(invocation == null ? null : invocation.payloadId())
                        .build(),
                invocation,
                List.of()));
        if (event.modelVisibleCallId() != null) {
            draft.toolsByCall = draft.toolsByCall.put(event.modelVisibleCallId(), id);
        }
        if (invocation != null) {
            Fields body = bodies.fields(invocation);
            if (event.kind() == ToolKind.BuiltIn.WRITE_STDIN) {
                TerminalSteps.startFromInvocation(draft, at, id, invocation.payloadId(), body);
            }
            waitFor(draft, thread, id, body);
        }
        linkItems(draft, thread, id, event.modelVisibleCallId());
        if (requester instanceof ToolRequester.CodeCell cell) {
            CodeCellSteps.addNested(draft, cell.codeCellId(), id);
        }
    }

    private static void refuseTwins(Draft draft, ToolCallStarted event) throws Refusal {
        if (draft.tools.contains(event.toolCallId())) {
            throw new Refusal(ErrorCode.DUPLICATE_TOOL_CALL, "tool call " + event.toolCallId() + " has started before")
                    .with("tool_call", event.toolCallId());
        }
        CallId callId = event.modelVisibleCallId();
        ToolCallId other = callId == null ? null : draft.toolsByCall.get(callId);
        if (callId != null && other != null) {
            throw new Refusal(
                            ErrorCode.DUPLICATE_MODEL_VISIBLE_CALL,
                            "tool call " + event.toolCallId() + " answers call id " + callId + ", which tool call "
                                    + other + " answers already")
                    .with("tool_call", event.toolCallId())
                    .with("call_id", callId)
                    .with("other_tool_call", other);
        }
    }

    private static ToolRequester requester(Draft draft, ThreadId thread, Requester requester) throws Refusal {
        return requester instanceof Requester.CodeCell cell
                ? new ToolRequester.CodeCell(CodeCellSteps.cellOf(draft, thread, cell.runtimeCellId()))
                : BY_MODEL;
    }

    /** A tool named wait waits for a cell, if there is such a cell. */
    private static void waitFor(Draft draft, ThreadId thread, ToolCallId id, Fields invocation) throws Refusal {
        if (!"wait".equals(invocation.lenientText("tool_name"))) {
            return;
        }
        String runtimeId = invocation.object("payload").embedded("arguments").text("cell_id");
        CodeCellId cell = draft.runtimeCells.getOrElse(new CellKey(thread, new RuntimeCellId(runtimeId)), null);
        if (cell != null) {
            CodeCellSteps.addWait(draft, cell, id);
        }
    }

    private static void linkItems(Draft draft, ThreadId thread, ToolCallId id, @Nullable CallId callId) throws Refusal {
        if (callId == null) {
            return;
        }
        for (ItemId itemId : draft.thread(thread).calls().getOrElse(callId, List.of())) {
            ItemLinks.toTool(draft, draft.tool(id), draft.item(itemId));
        }
        for (ItemId itemId : draft.tool(id).call().modelVisibleCallItemIds()) {
            InferenceCallId response = draft.item(itemId).response();
            if (response != null) {
                InferenceSteps.startedByResponse(draft, response, id);
            }
        }
    }

    static void correlate(Draft draft, McpCorrelationAssigned event) throws Refusal {
        ToolState tool = draft.tool(event.toolCallId());
        if (tool.call().mcpCallId() != null) {
            throw new Refusal(
                            ErrorCode.DUPLICATE_MCP_CORRELATION,
                            "tool call " + event.toolCallId() + " is MCP call "
                                    + tool.call().mcpCallId() + " already and cannot become " + event.mcpCallId())
                    .with("tool_call", event.toolCallId())
                    .with("mcp_call", event.mcpCallId());
        }
        draft.put(tool.withCall(tool.call().withMcpCallId(event.mcpCallId())));
    }

    static void runtimeStarted(Draft draft, Moment at, ToolRuntimeStarted event, Bodies bodies) throws Refusal {
        listRuntimePayload(draft, event.toolCallId(), event.runtimePayload().payloadId());
        TerminalSteps.runtimeStarted(draft, at, event.toolCallId(), event.runtimePayload(), bodies);
        AgentSteps.runtimeStarted(draft, event.toolCallId(), event.runtimePayload(), bodies);
    }

    static void runtimeEnded(Draft draft, Moment at, ToolRuntimeEnded event, Bodies bodies) throws Refusal {
        listRuntimePayload(draft, event.toolCallId(), event.runtimePayload().payloadId());
        Fields body = bodies.fields(event.runtimePayload());
        TerminalSteps.End end =
                new TerminalSteps.End(at, event.status(), event.runtimePayload().payloadId(), body);
        TerminalSteps.runtimeEnded(draft, event.toolCallId(), end);
        AgentSteps.runtimeEnded(draft, at, event.toolCallId(), body, bodies);
    }

    private static void listRuntimePayload(Draft draft, ToolCallId id, PayloadId payload) throws Refusal {
        ToolState tool = draft.tool(id);
        draft.put(tool.withCall(
                tool.call().withRawRuntimePayloadIds(Lists.with(tool.call().rawRuntimePayloadIds(), payload))));
    }

    static void end(Draft draft, Moment at, ToolCallEnded event, Bodies bodies) throws Refusal {
        ToolState tool = draft.tool(event.toolCallId());
        ToolCall call = tool.call();
        PayloadRef result = event.resultPayload();
        PayloadId resultId = result == null ? null : result.payloadId();
        draft.put(tool.withCall(call.withExecution(call.execution().close(at.atUnixMs(), at.seq(), event.status()))
                .withRawResultPayloadId(resultId)));
        if (call.terminalOperationId() != null && call.rawRuntimePayloadIds().isEmpty()) {
            Fields body = result == null ? null : bodies.fields(result);
            TerminalSteps.endFromResult(
                    draft, call.terminalOperationId(), new TerminalSteps.End(at, event.status(), resultId, body));
        }
        if (resultId != null) {
            AgentSteps.carry(draft, tool, resultId);
        }
    }
}

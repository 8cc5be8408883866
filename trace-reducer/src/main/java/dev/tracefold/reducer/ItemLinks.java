/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.ProducerRef;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.ToolCallId;

/** What follows from having seen a new item. Links to what comes later are made when that comes. */
final class ItemLinks {
    private ItemLinks() {}

    /** Links a new item; gives the waiting cell, if there is one, whose source it is. */
    static @Nullable CodeCellId link(Draft draft, Item item) throws Refusal {
        @Nullable CodeCellId released = null;
        CallId callId = item.content().callId();
        if (callId != null) {
            ToolCallId toolId = draft.toolsByCall.get(callId);
            if (toolId != null) {
                toTool(draft, draft.tool(toolId), item);
            }
            released = toCell(draft, callId, item);
        }
        Arrivals.seen(draft, draft.item(item.id()));
        return released;
    }

    /** Links an item and a tool of the same call id, whichever of them came first. */
    static void toTool(Draft draft, ToolState tool, Item item) {
        ToolCall call = tool.call();
        if (!call.threadId().equals(item.threadId())) {
            return;
        }
        switch (item.content().kind()) {
            case FUNCTION_CALL, CUSTOM_TOOL_CALL ->
                draft.put(tool.withCall(
                        call.withModelVisibleCallItemIds(Lists.with(call.modelVisibleCallItemIds(), item.id()))));
            case FUNCTION_CALL_OUTPUT, CUSTOM_TOOL_CALL_OUTPUT -> {
                draft.put(tool.withCall(
                        call.withModelVisibleOutputItemIds(Lists.with(call.modelVisibleOutputItemIds(), item.id()))));
                draft.put(draft.item(item.id()).withProducer(new ProducerRef.Tool(call.toolCallId())));
            }
            case MESSAGE, REASONING, COMPACTION_MARKER -> {}
        }
    }

    private static @Nullable CodeCellId toCell(Draft draft, CallId callId, Item item) {
        switch (item.content().kind()) {
            case CUSTOM_TOOL_CALL -> {
                CodeCellId cellId = Ordinals.cell(callId);
                WaitingCell waiting = draft.waitingCells.getOrElse(cellId, null);
                return waiting != null && waiting.threadId().equals(item.threadId()) ? cellId : null;
            }
            case CUSTOM_TOOL_CALL_OUTPUT -> {
                CodeCell cell = draft.cells.getOrElse(Ordinals.cell(callId), null);
                if (cell != null && cell.threadId().equals(item.threadId())) {
                    CodeCellSteps.addOutput(draft, cell, item.id());
                }
                return null;
            }
            case FUNCTION_CALL, FUNCTION_CALL_OUTPUT, MESSAGE, REASONING, COMPACTION_MARKER -> {
                return null;
            }
        }
        throw new IllegalStateException("kinds are a closed set");
    }
}

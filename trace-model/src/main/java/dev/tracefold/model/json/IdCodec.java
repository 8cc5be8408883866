/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.io.IOException;
import java.util.function.Function;

import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.McpCallId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.RuntimeToolId;
import dev.tracefold.model.id.TerminalId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.id.UpstreamRequestId;

/** The ids, one codec each. */
record IdCodec<I extends Id>(Function<String, I> maker) implements Codec<I> {
    static final IdCodec<CallId> CALL_ID = new IdCodec<>(CallId::new);
    static final IdCodec<CodeCellId> CODE_CELL_ID = new IdCodec<>(CodeCellId::new);
    static final IdCodec<CompactionId> COMPACTION_ID = new IdCodec<>(CompactionId::new);
    static final IdCodec<CompactionRequestId> COMPACTION_REQUEST_ID = new IdCodec<>(CompactionRequestId::new);
    static final IdCodec<EdgeId> EDGE_ID = new IdCodec<>(EdgeId::new);
    static final IdCodec<InferenceCallId> INFERENCE_CALL_ID = new IdCodec<>(InferenceCallId::new);
    static final IdCodec<ItemId> ITEM_ID = new IdCodec<>(ItemId::new);
    static final IdCodec<McpCallId> MCP_CALL_ID = new IdCodec<>(McpCallId::new);
    static final IdCodec<PayloadId> PAYLOAD_ID = new IdCodec<>(PayloadId::new);
    static final IdCodec<ResponseId> RESPONSE_ID = new IdCodec<>(ResponseId::new);
    static final IdCodec<RolloutId> ROLLOUT_ID = new IdCodec<>(RolloutId::new);
    static final IdCodec<RuntimeCellId> RUNTIME_CELL_ID = new IdCodec<>(RuntimeCellId::new);
    static final IdCodec<RuntimeToolId> RUNTIME_TOOL_ID = new IdCodec<>(RuntimeToolId::new);
    static final IdCodec<TerminalId> TERMINAL_ID = new IdCodec<>(TerminalId::new);
    static final IdCodec<TerminalOperationId> TERMINAL_OPERATION_ID = new IdCodec<>(TerminalOperationId::new);
    static final IdCodec<ThreadId> THREAD_ID = new IdCodec<>(ThreadId::new);
    static final IdCodec<ToolCallId> TOOL_CALL_ID = new IdCodec<>(ToolCallId::new);
    static final IdCodec<TraceId> TRACE_ID = new IdCodec<>(TraceId::new);
    static final IdCodec<TurnId> TURN_ID = new IdCodec<>(TurnId::new);
    static final IdCodec<UpstreamRequestId> UPSTREAM_REQUEST_ID = new IdCodec<>(UpstreamRequestId::new);

    I of(String text) {
        return maker.apply(text);
    }

    @Override
    public I read(JsonIn in) throws IOException, MalformedJsonException {
        return of(SharedTexts.PARSED.of(in.string()));
    }

    @Override
    public void write(JsonOut out, I id) throws IOException {
        out.id(id);
    }
}

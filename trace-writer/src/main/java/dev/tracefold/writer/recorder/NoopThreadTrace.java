/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;

/** Records nothing. */
enum NoopThreadTrace implements ThreadTrace {
    INSTANCE;

    @Override
    public boolean isEnabled() {
        return false;
    }

    @Override
    public ThreadTrace startChild(Supplier<ThreadMetadata> child) {
        return this;
    }

    @Override
    public void recordTurnStarted(TurnId turnId) {}

    @Override
    public void recordTurnEnded(TurnId turnId, ExecutionStatus status) {}

    @Override
    public void recordProtocolEvent(String eventType, Supplier<?> body) {}

    @Override
    public InferenceTrace inference(Supplier<ModelCall> call) {
        return NoopInferenceTrace.INSTANCE;
    }

    @Override
    public CompactionTrace compaction(Supplier<ModelCall> call) {
        return NoopCompactionTrace.INSTANCE;
    }

    @Override
    public ToolCallTrace startToolCall(Supplier<ToolDispatch> dispatch) {
        return NoopToolCallTrace.INSTANCE;
    }

    @Override
    public CodeCellTrace startCodeCell(Supplier<CodeCellStart> start) {
        return NoopCodeCellTrace.INSTANCE;
    }

    @Override
    public void recordToolRuntimeStarted(ToolCallId toolCallId, Supplier<?> body) {}

    @Override
    public void recordToolRuntimeEnded(ToolCallId toolCallId, ExecutionStatus status, Supplier<?> body) {}

    @Override
    public void recordAgentResult(Supplier<AgentResult> result, @Nullable Supplier<?> carried) {}

    @Override
    public void recordEnded(RolloutStatus status) {}
}

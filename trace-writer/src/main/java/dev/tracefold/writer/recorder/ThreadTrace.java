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

/** Records what happens in an agent's thread. */
public sealed interface ThreadTrace permits RecordingThreadTrace, NoopThreadTrace {
    /** The handle that records nothing. */
    static ThreadTrace disabled() {
        return NoopThreadTrace.INSTANCE;
    }

    /** Whether it records. */
    boolean isEnabled();

    /** A thread that this one spawned. For one that is in the log already, it only gives a handle again. */
    ThreadTrace startChild(Supplier<ThreadMetadata> child);

    /** A turn began. */
    void recordTurnStarted(TurnId turnId);

    /** A turn came to rest. Only its first end counts. */
    void recordTurnEnded(TurnId turnId, ExecutionStatus status);

    /** The runtime told its client something. */
    void recordProtocolEvent(String eventType, Supplier<?> body);

    /** A question to a model, which may take several attempts. */
    InferenceTrace inference(Supplier<ModelCall> call);

    /** A compaction of this thread's history, which may take several attempts. */
    CompactionTrace compaction(Supplier<ModelCall> call);

    /**
     * A tool call. A custom tool {@code exec} without a namespace is none but a code cell, for which this gives a handle
     * that records nothing.
     */
    ToolCallTrace startToolCall(Supplier<ToolDispatch> dispatch);

    /** A code cell. */
    CodeCellTrace startCodeCell(Supplier<CodeCellStart> start);

    /** The runtime began to carry out a tool call of this thread. */
    void recordToolRuntimeStarted(ToolCallId toolCallId, Supplier<?> body);

    /** The runtime is done with a tool call of this thread. */
    void recordToolRuntimeEnded(ToolCallId toolCallId, ExecutionStatus status, Supplier<?> body);

    /** This thread's result is on its way to the thread that waits for it. */
    void recordAgentResult(Supplier<AgentResult> result, @Nullable Supplier<?> carried);

    /** The thread ended, and with the root thread the session. Only the first end counts. */
    void recordEnded(RolloutStatus status);
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;

/** Records. */
final class RecordingThreadTrace implements ThreadTrace {
    private final Session session;
    private final Boundary boundary;
    private final ThreadId threadId;
    private final ToolRuntime toolRuntime;

    /** How many threads are above this one. */
    private final int depth;

    private final AtomicBoolean ended = new AtomicBoolean();

    private RecordingThreadTrace(Session session, ThreadId threadId, int depth) {
        this.session = session;
        this.boundary = session.boundary();
        this.threadId = threadId;
        this.toolRuntime = new ToolRuntime(session, threadId);
        this.depth = depth;
    }

    static RecordingThreadTrace startRoot(Session session, ThreadMetadata thread) throws Exception {
        start(session, thread, MetadataBody.ofRoot(thread));
        return new RecordingThreadTrace(session, thread.threadId(), 0);
    }

    private static void start(Session session, ThreadMetadata thread, Map<String, Object> body) throws Exception {
        ThreadId threadId = thread.threadId();
        session.ledger().threads.start(threadId, threadId, "thread", () -> {
            PayloadRef metadata = session.storeIfPossible(PayloadKind.SESSION_METADATA, () -> body);
            session.append(null, null, new RawEventPayload.ThreadStarted(threadId, thread.agentPath(), metadata));
        });
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public ThreadTrace startChild(Supplier<ThreadMetadata> child) {
        return boundary.call("the start of a thread", NoopThreadTrace.INSTANCE, () -> {
            ThreadMetadata thread = Bodies.get(child);
            if (session.ledger().threads.find(thread.threadId()) == null) {
                start(session, thread, MetadataBody.ofChild(thread, threadId, depth + 1));
            }
            return new RecordingThreadTrace(session, thread.threadId(), depth + 1);
        });
    }

    @Override
    public void recordTurnStarted(TurnId turnId) {
        boundary.run("the start of a turn", () -> {
            Drop.requirePresent(turnId, "turnId");
            session.ledger()
                    .turns
                    .start(
                            turnId,
                            threadId,
                            "turn",
                            () -> append(turnId, new RawEventPayload.TurnStarted(turnId, threadId)));
        });
    }

    @Override
    public void recordTurnEnded(TurnId turnId, ExecutionStatus status) {
        boundary.run("the end of a turn", () -> {
            Drop.requirePresent(turnId, "turnId");
            Drop.requirePresent(status, "status");
            session.ledger().requireTurn(turnId, threadId);
            if (session.ledger().endTurn(turnId)) {
                append(turnId, new RawEventPayload.TurnEnded(turnId, status));
            }
        });
    }

    @Override
    public void recordProtocolEvent(String eventType, Supplier<?> body) {
        boundary.run("a protocol event", () -> {
            String type = session.text(eventType, "eventType");
            PayloadRef payload = session.store(PayloadKind.PROTOCOL_EVENT, body).ref();
            append(null, new RawEventPayload.ProtocolEventObserved(type, payload));
        });
    }

    @Override
    public InferenceTrace inference(Supplier<ModelCall> call) {
        return boundary.call("a model request", NoopInferenceTrace.INSTANCE, () -> {
            ModelCall made = Bodies.get(call);
            session.ledger().requireTurn(made.turnId(), threadId);
            return new RecordingInferenceTrace(session, threadId, made);
        });
    }

    @Override
    public CompactionTrace compaction(Supplier<ModelCall> call) {
        return boundary.call("a compaction", NoopCompactionTrace.INSTANCE, () -> {
            ModelCall made = Bodies.get(call);
            session.ledger().requireTurn(made.turnId(), threadId);
            return new RecordingCompactionTrace(session, threadId, made);
        });
    }

    @Override
    public ToolCallTrace startToolCall(Supplier<ToolDispatch> dispatch) {
        return boundary.call("the start of a tool call", NoopToolCallTrace.INSTANCE, () -> {
            ToolDispatch made = Bodies.get(dispatch);
            return made.startsCodeCell()
                    ? NoopToolCallTrace.INSTANCE
                    : RecordingToolCallTrace.start(session, threadId, made);
        });
    }

    @Override
    public CodeCellTrace startCodeCell(Supplier<CodeCellStart> start) {
        return boundary.call(
                "the start of a code cell",
                NoopCodeCellTrace.INSTANCE,
                () -> RecordingCodeCellTrace.start(session, threadId, Bodies.get(start)));
    }

    @Override
    public void recordToolRuntimeStarted(ToolCallId toolCallId, Supplier<?> body) {
        boundary.run("what the runtime began", () -> toolRuntime.recordStarted(toolCallId, body));
    }

    @Override
    public void recordToolRuntimeEnded(ToolCallId toolCallId, ExecutionStatus status, Supplier<?> body) {
        boundary.run("what the runtime did", () -> toolRuntime.recordEnded(toolCallId, status, body));
    }

    @Override
    public void recordAgentResult(Supplier<AgentResult> result, @Nullable Supplier<?> carried) {
        boundary.run("an agent's result", () -> {
            AgentResult made = Bodies.get(result);
            TurnId turnId = made.childTurnId();
            String message = session.text(made.message(), "message");
            EdgeId edgeId = new EdgeId("edge:agent_result:" + threadId + ":" + turnId + ":" + made.parentThreadId());
            session.ledger().results.start(edgeId, edgeId, "the delivery", () -> {
                PayloadRef payload = session.storeIfPossible(PayloadKind.AGENT_RESULT, carried);
                append(
                        turnId,
                        new RawEventPayload.AgentResultObserved(
                                edgeId, threadId, turnId, made.parentThreadId(), message, payload));
            });
        });
    }

    @Override
    public void recordEnded(RolloutStatus status) {
        boundary.run("the end of a thread", () -> {
            Drop.requirePresent(status, "status");
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            append(null, new RawEventPayload.ThreadEnded(threadId, status));
            if (depth == 0) {
                append(null, new RawEventPayload.RolloutEnded(status));
            }
        });
    }

    private void append(@Nullable TurnId turnId, RawEventPayload payload) throws Exception {
        session.append(threadId, turnId, payload);
    }
}

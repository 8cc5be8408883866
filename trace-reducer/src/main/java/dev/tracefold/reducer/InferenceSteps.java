/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.ProducerRef;
import dev.tracefold.model.graph.TokenUsage;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.UpstreamRequestId;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload.InferenceCancelled;
import dev.tracefold.model.raw.RawEventPayload.InferenceCompleted;
import dev.tracefold.model.raw.RawEventPayload.InferenceFailed;
import dev.tracefold.model.raw.RawEventPayload.InferenceStarted;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.reducer.body.ConversationBody;

/** Requests to models, and what comes back. */
final class InferenceSteps {
    private InferenceSteps() {}

    static void start(Draft draft, Moment at, InferenceStarted event, Bodies bodies) throws Refusal {
        InferenceCallId id = event.inferenceCallId();
        if (draft.inferences.contains(id)) {
            throw new Refusal(ErrorCode.DUPLICATE_INFERENCE, "inference call " + id + " has started before")
                    .with("inference_call", id);
        }
        draft.turnOn(event.turnId(), event.threadId());
        Requests.Reduced request = Requests.reduce(draft, at, event, bodies);
        ThreadState thread = draft.thread(event.threadId()).withLast(request.history());
        draft.put(request.consumed() == null ? thread : thread.withPending(null));
        draft.put(InferenceState.of(
                InferenceCall.builder()
                        .inferenceCallId(id)
                        .threadId(event.threadId())
                        .turnId(event.turnId())
                        .execution(ExecutionWindow.open(at.atUnixMs(), at.seq()))
                        .model(event.model())
                        .providerName(event.providerName())
                        .rawRequestPayloadId(event.requestPayload().payloadId())
                        .build(),
                request.history(),
                false));
        TurnState turn = draft.turn(event.turnId());
        draft.put(turn.withRunning(turn.running().add(id)));
        if (request.consumed() != null) {
            CompactionState compaction =
                    draft.compactions.get(request.consumed()).get();
            draft.put(compaction.withCompaction(compaction.compaction().withContinuationInferenceCallId(id)));
        }
    }

    /** What the three events that end a call have in common. */
    record End(
            InferenceCallId id,
            ExecutionStatus status,
            @Nullable ResponseId responseId,
            @Nullable UpstreamRequestId upstreamRequestId,
            @Nullable PayloadRef response) {
        static End of(InferenceCompleted event) {
            return new End(
                    event.inferenceCallId(),
                    ExecutionStatus.COMPLETED,
                    event.responseId(),
                    event.upstreamRequestId(),
                    event.responsePayload());
        }

        static End of(InferenceFailed event) {
            return new End(
                    event.inferenceCallId(),
                    ExecutionStatus.FAILED,
                    null,
                    event.upstreamRequestId(),
                    event.partialResponsePayload());
        }

        static End of(InferenceCancelled event) {
            return new End(
                    event.inferenceCallId(),
                    ExecutionStatus.CANCELLED,
                    null,
                    event.upstreamRequestId(),
                    event.partialResponsePayload());
        }
    }

    static void end(Draft draft, Moment at, End end, Bodies bodies) throws Refusal {
        InferenceState state = draft.inference(end.id());
        if (state.ended()) {
            throw new Refusal(
                            ErrorCode.DUPLICATE_INFERENCE_END,
                            "inference call " + end.id() + " has been ended by an event of its own before")
                    .with("inference_call", end.id());
        }
        InferenceCall call = state.call().withResponseId(end.responseId());
        if (end.upstreamRequestId() != null) {
            call = call.withUpstreamRequestId(end.upstreamRequestId());
        }
        // A call that the end of its turn closed stays as that closed it.
        if (call.execution().running()) {
            call = call.withExecution(call.execution().close(at.atUnixMs(), at.seq(), end.status()));
        }
        TurnState turn = draft.turn(call.turnId());
        draft.put(turn.withRunning(turn.running().remove(end.id())));
        if (end.response() == null) {
            draft.put(InferenceState.of(call, state.request(), true));
        } else {
            respond(draft, at, state, call, end.response(), bodies);
        }
        answer(draft, call);
    }

    private static void respond(
            Draft draft, Moment at, InferenceState state, InferenceCall call, PayloadRef ref, Bodies bodies)
            throws Refusal {
        ConversationBody body = bodies.conversation(ref, ConversationBody.Form.RESPONSE);
        InferenceCallId id = call.inferenceCallId();
        Snapshot last = draft.thread(call.threadId()).last();
        Reconciler reconciler = new Reconciler(
                draft,
                new Reconciler.Sighting(
                        call.threadId(), call.turnId(), at.atUnixMs(), ref.payloadId(), new ProducerRef.Inference(id)));
        Snapshot history = reconciler.append(body.items("output_items"), last, last);
        draft.put(draft.thread(call.threadId()).withLast(history));
        // Where nothing came in between, the history is the request and its response.
        Snapshot answered = last.size() == state.request().size() && last.startsWith(state.request())
                ? history
                : state.request().appendAll(history.drop(last.size()));
        TokenUsage usage = usage(body.rest());
        draft.put(new InferenceState(
                call.withRawResponsePayloadId(ref.payloadId()).withUsage(usage == null ? call.usage() : usage),
                answered,
                state.requested(),
                true));
        for (ItemId item : history.ids().subList(last.size(), history.size())) {
            CallId callId = draft.item(item).content().callId();
            ToolCallId tool = callId == null ? null : draft.toolsByCall.get(callId);
            if (tool != null
                    && draft.tool(tool).call().modelVisibleCallItemIds().contains(item)) {
                startedByResponse(draft, id, tool);
            }
        }
    }

    /** A tool whose call item is in a response. */
    static void startedByResponse(Draft draft, InferenceCallId id, ToolCallId tool) throws Refusal {
        InferenceState state = draft.inference(id);
        InferenceCall call = state.call();
        draft.put(state.withCall(
                call.withToolCallIdsStartedByResponse(Lists.with(call.toolCallIdsStartedByResponse(), tool))));
    }

    /** From now on a request may go on from this response. Of two with one id, the call that started later counts. */
    private static void answer(Draft draft, InferenceCall call) throws Refusal {
        ResponseId responseId = call.responseId();
        if (responseId == null) {
            return;
        }
        ThreadState thread = draft.thread(call.threadId());
        InferenceCallId before = thread.answers().get(responseId);
        if (before == null
                || draft.inference(before).call().execution().startedSeq()
                        < call.execution().startedSeq()) {
            draft.put(thread.withAnswers(thread.answers().put(responseId, call.inferenceCallId())));
        }
    }

    private static @Nullable TokenUsage usage(JsonValue response) {
        JsonValue counts = response.field("token_usage");
        if (counts == null) {
            return null;
        }
        Fields fields = new Fields(counts, "token_usage");
        Long input = fields.lenientInteger("input_tokens");
        Long cached = fields.lenientInteger("cached_input_tokens");
        Long output = fields.lenientInteger("output_tokens");
        Long reasoning = fields.lenientInteger("reasoning_output_tokens");
        if (input == null || cached == null || output == null || reasoning == null) {
            return null;
        }
        Long written = fields.lenientInteger("cache_write_input_tokens");
        return new TokenUsage(
                Math.max(0, input),
                Math.max(0, cached),
                written == null ? 0 : Math.max(0, written),
                Math.max(0, output),
                Math.max(0, reasoning));
    }
}

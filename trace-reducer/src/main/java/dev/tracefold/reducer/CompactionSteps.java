/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.Vector;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.ProducerRef;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.RawEventPayload.CompactionInstalled;
import dev.tracefold.model.raw.RawEventPayload.CompactionRequestCompleted;
import dev.tracefold.model.raw.RawEventPayload.CompactionRequestFailed;
import dev.tracefold.model.raw.RawEventPayload.CompactionRequestStarted;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonNull;
import dev.tracefold.reducer.body.ConversationBody;
import dev.tracefold.reducer.body.NormalizedItem;

/** Compactions: requests for a summary, which change no history, and the checkpoint that replaces one. */
final class CompactionSteps {
    private CompactionSteps() {}

    static void startRequest(Draft draft, Moment at, CompactionRequestStarted event) throws Refusal {
        CompactionRequestId id = event.compactionRequestId();
        if (draft.compactionRequests.containsKey(id)) {
            throw new Refusal(
                            ErrorCode.DUPLICATE_COMPACTION_REQUEST, "compaction request " + id + " has started before")
                    .with("compaction_request", id);
        }
        draft.thread(event.threadId());
        draft.turnOn(event.turnId(), event.threadId());
        draft.compactionRequests = draft.compactionRequests.put(
                id,
                CompactionRequest.builder()
                        .compactionRequestId(id)
                        .compactionId(event.compactionId())
                        .threadId(event.threadId())
                        .turnId(event.turnId())
                        .execution(ExecutionWindow.open(at.atUnixMs(), at.seq()))
                        .model(event.model())
                        .providerName(event.providerName())
                        .rawRequestPayloadId(event.requestPayload().payloadId())
                        .build());
        draft.requestsOfCompaction = draft.requestsOfCompaction.put(
                event.compactionId(),
                draft.requestsOfCompaction
                        .getOrElse(event.compactionId(), Vector.empty())
                        .append(id));
    }

    static void completeRequest(Draft draft, Moment at, CompactionRequestCompleted event, Bodies bodies)
            throws Refusal {
        CompactionRequest request = request(draft, event.compactionRequestId(), event.compactionId());
        String responseId = bodies.fields(event.responsePayload()).lenientText("response_id");
        endRequest(
                draft,
                request.withExecution(request.execution().close(at.atUnixMs(), at.seq(), ExecutionStatus.COMPLETED)),
                responseId == null ? null : new ResponseId(responseId),
                event.responsePayload().payloadId());
    }

    static void failRequest(Draft draft, Moment at, CompactionRequestFailed event) throws Refusal {
        CompactionRequest request = request(draft, event.compactionRequestId(), event.compactionId());
        endRequest(
                draft,
                request.withExecution(request.execution().close(at.atUnixMs(), at.seq(), ExecutionStatus.FAILED)),
                null,
                null);
    }

    private static CompactionRequest request(Draft draft, CompactionRequestId id, CompactionId compaction)
            throws Refusal {
        CompactionRequest request = draft.compactionRequests.getOrElse(id, null);
        if (request == null) {
            throw new Refusal(
                            ErrorCode.UNKNOWN_COMPACTION_REQUEST,
                            "compaction request " + id + " is not known: no event has started it so far")
                    .with("compaction_request", id);
        }
        if (!request.compactionId().equals(compaction)) {
            throw new Refusal(
                            ErrorCode.COMPACTION_MISMATCH,
                            "compaction request " + id + " ends for compaction " + compaction
                                    + ", but it started for compaction " + request.compactionId())
                    .with("compaction_request", id)
                    .with("compaction", compaction)
                    .with("started_for", request.compactionId());
        }
        return request;
    }

    /** What an earlier end gave is overwritten, and what this one lacks is cleared. */
    private static void endRequest(
            Draft draft, CompactionRequest closed, @Nullable ResponseId answer, @Nullable PayloadId payload)
            throws Refusal {
        CompactionRequestId id = closed.compactionRequestId();
        ThreadState thread = draft.thread(closed.threadId());
        var answers = thread.compactionAnswers();
        ResponseId before = closed.responseId();
        if (before != null) {
            answers = answers.put(
                    before, answers.getOrElse(before, Vector.empty()).remove(id));
        }
        if (answer != null) {
            answers = answers.put(
                    answer, answers.getOrElse(answer, Vector.empty()).append(id));
        }
        draft.put(thread.withCompactionAnswers(answers));
        draft.compactionRequests =
                draft.compactionRequests.put(id, closed.withResponseId(answer).withRawResponsePayloadId(payload));
    }

    static void install(Draft draft, Moment at, CompactionInstalled event, Bodies bodies) throws Refusal {
        ThreadId threadId = at.threadId();
        TurnId turnId = at.turnId();
        if (threadId == null || turnId == null) {
            throw new Refusal(
                    ErrorCode.MISSING_CONTEXT,
                    "a compaction is installed in a turn of a thread, and the envelope has no "
                            + (threadId == null ? "thread_id" : "codex_turn_id"));
        }
        CompactionId id = event.compactionId();
        if (draft.compactions.containsKey(id)) {
            throw new Refusal(ErrorCode.DUPLICATE_COMPACTION, "compaction " + id + " has been installed before")
                    .with("compaction", id);
        }
        draft.thread(threadId);
        draft.turnOn(turnId, threadId);
        ConversationBody body = bodies.conversation(event.checkpointPayload(), ConversationBody.Form.CHECKPOINT);
        PayloadId payload = event.checkpointPayload().payloadId();
        ThreadState.Pending pending = draft.thread(threadId).pending();
        Snapshot input = new Reconciler(draft, new Reconciler.Sighting(threadId, turnId, at.atUnixMs(), payload, null))
                .firstMatches(
                        body.items("input_history"),
                        pending == null ? draft.thread(threadId).last() : pending.replacement());
        Reconciler installing = new Reconciler(
                draft,
                new Reconciler.Sighting(threadId, turnId, at.atUnixMs(), payload, new ProducerRef.Compaction(id)));
        ItemId marker = installing.marker(NormalizedItem.compactionMarker());
        Snapshot replacement = installing.allNew(body.items("replacement_history"));
        draft.put(draft.thread(threadId).withPending(new ThreadState.Pending(id, replacement)));
        Compaction.Builder compaction = Compaction.builder()
                .compactionId(id)
                .threadId(threadId)
                .turnId(turnId)
                .installedAtUnixMs(at.atUnixMs())
                .markerItemId(marker)
                .requestIds(draft.requestsOfCompaction.getOrElse(id, Vector.empty()));
        facts(compaction, new Fields(body.rest(), payload.value()));
        draft.put(new CompactionState(compaction.build(), input, replacement));
    }

    private static void facts(Compaction.Builder compaction, Fields body) {
        JsonValue continuity = body.any("continuity");
        Fields facts = new Fields(continuity == null ? JsonNull.NULL : continuity, body.place() + ".continuity");
        compaction
                .windowNumber(body.lenientUnsigned("window_number"))
                .firstWindowId(body.lenientText("first_window_id"))
                .previousWindowId(body.lenientText("previous_window_id"))
                .windowId(body.lenientText("window_id"))
                .trigger(facts.lenientText("trigger"))
                .reason(facts.lenientText("reason"))
                .implementation(facts.lenientText("implementation"))
                .phase(facts.lenientText("phase"))
                .installedModel(facts.lenientText("model"))
                .installedProvider(facts.lenientText("provider"))
                .referenceContextInstalled(facts.lenientBoolean("reference_context_installed"))
                .worldStateBaselineInstalled(facts.lenientBoolean("world_state_baseline_installed"));
    }
}

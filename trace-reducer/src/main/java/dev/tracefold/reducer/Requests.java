/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.raw.RawEventPayload.InferenceStarted;
import dev.tracefold.model.raw.RequestInputMode;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.reducer.body.ConversationBody;
import dev.tracefold.reducer.body.NormalizedItem;

/** What history a request carries: all of it, or what comes behind a response. */
final class Requests {
    /**
     * A request that has been reduced.
     *
     * @param consumed the compaction whose replacement it took up
     */
    record Reduced(Snapshot history, @Nullable CompactionId consumed) {}

    /** Where an incremental request goes on from. */
    private record Prefix(Snapshot history, @Nullable CompactionId consumed) {}

    private final Draft draft;
    private final Moment at;
    private final InferenceStarted event;
    private final List<NormalizedItem> items;

    private Requests(Draft draft, Moment at, InferenceStarted event, List<NormalizedItem> items) {
        this.draft = draft;
        this.at = at;
        this.event = event;
        this.items = items;
    }

    static Reduced reduce(Draft draft, Moment at, InferenceStarted event, Bodies bodies) throws Refusal {
        ConversationBody body = bodies.conversation(event.requestPayload(), ConversationBody.Form.REQUEST);
        Requests request = new Requests(draft, at, event, body.items("input"));
        JsonValue field = body.rest().field("previous_response_id");
        String text = field == null ? null : field.text();
        ResponseId previous = text == null ? null : new ResponseId(text);
        RequestInputMode mode = event.requestInputMode();
        if (mode == null) {
            return previous == null ? request.full() : request.incremental(previous);
        }
        if (mode instanceof RequestInputMode.Incremental incremental) {
            request.mustName(previous, incremental.previousResponseId());
            return request.incremental(incremental.previousResponseId());
        }
        if (mode instanceof RequestInputMode.IncrementalWithUntracedPrefix untraced) {
            request.mustName(previous, untraced.previousResponseId());
            return request.untraced(untraced, bodies);
        }
        return request.full();
    }

    private ThreadState thread() throws Refusal {
        return draft.thread(event.threadId());
    }

    private Reconciler reconciler(PayloadId payload) {
        return new Reconciler(
                draft, new Reconciler.Sighting(event.threadId(), event.turnId(), at.atUnixMs(), payload, null));
    }

    private Reduced full() throws Refusal {
        ThreadState.Pending pending = thread().pending();
        Snapshot baseline = pending == null ? thread().last() : pending.replacement();
        Snapshot history = reconciler(event.requestPayload().payloadId()).full(items, baseline);
        return new Reduced(history, pending == null ? null : pending.compactionId());
    }

    private Reduced incremental(ResponseId previous) throws Refusal {
        Prefix prefix = prefix(previous);
        if (prefix == null) {
            throw new Refusal(
                            ErrorCode.UNKNOWN_PREVIOUS_RESPONSE,
                            "the request goes on from response " + previous + ", which no call of thread "
                                    + event.threadId() + " has given so far")
                    .with("previous_response_id", previous)
                    .with("thread", event.threadId());
        }
        Snapshot last = thread().last();
        Snapshot baseline = last.startsWith(prefix.history()) ? last : prefix.history();
        Snapshot history = reconciler(event.requestPayload().payloadId()).append(items, prefix.history(), baseline);
        return new Reduced(history, prefix.consumed());
    }

    private @Nullable Prefix prefix(ResponseId previous) throws Refusal {
        ThreadState thread = thread();
        InferenceCallId answered = thread.answers().get(previous);
        if (answered != null) {
            return new Prefix(draft.inference(answered).answered(), null);
        }
        ThreadState.Pending pending = thread.pending();
        for (CompactionRequestId id : thread.compactionAnswers().getOrElse(previous, Vector.empty())) {
            CompactionId compaction = draft.compactionRequests.get(id).get().compactionId();
            if (pending != null && pending.compactionId().equals(compaction)) {
                return new Prefix(pending.replacement(), compaction);
            }
        }
        return null;
    }

    private Reduced untraced(RequestInputMode.IncrementalWithUntracedPrefix mode, Bodies bodies) throws Refusal {
        ResponseId previous = mode.previousResponseId();
        if (prefix(previous) != null) {
            throw new Refusal(
                            ErrorCode.PREVIOUS_RESPONSE_MISMATCH,
                            "the request says that response " + previous + " was not traced, but it was")
                    .with("previous_response_id", previous);
        }
        ConversationBody prefix = bodies.conversation(mode.prefixPayload(), ConversationBody.Form.REQUEST);
        Snapshot before = reconciler(mode.prefixPayload().payloadId()).full(prefix.items("input"), thread().last());
        return new Reduced(reconciler(event.requestPayload().payloadId()).append(items, before, before), null);
    }

    private void mustName(@Nullable ResponseId inPayload, ResponseId inMode) throws Refusal {
        if (!inMode.equals(inPayload)) {
            throw new Refusal(
                            ErrorCode.PREVIOUS_RESPONSE_MISMATCH,
                            "the event says that the request goes on from response " + inMode + ", its payload says "
                                    + (inPayload == null ? "nothing of the kind" : inPayload))
                    .with("previous_response_id", inMode)
                    .with("payload", event.requestPayload().payloadId());
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RequestInputMode;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.model.value.JsonValue.JsonObject;

/**
 * Requests to the model, told from what it answered. The end of one is its token count or the next input. Where the input
 * comes first, the end is held back, because the count may still come; its time is that of the input.
 */
final class Inferences {
    private static final List<String> COUNTS = List.of(
            "input_tokens",
            "cached_input_tokens",
            "cache_write_input_tokens",
            "output_tokens",
            "reasoning_output_tokens");

    private static final String NUMBERED = "response-";
    private static final String UNTRACED = "untraced-";

    private final Emitter emitter;
    private final Turns turns;
    private final History history;
    private final String provider;
    private final List<Slice> answer = new ArrayList<>();
    private String model = "unknown";
    /** What the provider calls the answer that is being given, and the one before it, where that is told. */
    private @Nullable String responseId;

    private @Nullable String lastResponseId;
    private @Nullable TurnId turn;
    private @Nullable Long endedAt;
    private Slice lastInfo = Slice.NOTHING;
    private Slice lastTotal = Slice.NOTHING;
    private long count;

    Inferences(Emitter emitter, Turns turns, History history, String provider) {
        this.emitter = emitter;
        this.turns = turns;
        this.history = history;
        this.provider = provider;
    }

    void model(String name) {
        model = name;
    }

    /** Whether a call is being answered: neither a count nor an input has come. */
    boolean open() {
        return turn != null && endedAt == null;
    }

    /** The model is about to say something. */
    void require(long time) {
        if (turn != null && endedAt != null) {
            complete(time, null);
        }
        if (turn == null) {
            start(time, turns.require(time));
        }
    }

    void add(Slice item) {
        answer.add(item);
        history.addOutput(item);
    }

    /** Something came that the model did not say. */
    void inputCame(long time) {
        if (open()) {
            endedAt = time;
        }
    }

    /** The provider's name for the answer was told. */
    void responded(@Nullable String id) {
        if (turn == null || responseId != null || id == null || id.isEmpty()) {
            return;
        }
        // A name of our own making may be another answer's.
        if (!id.startsWith(NUMBERED) && !id.startsWith(UNTRACED)) {
            responseId = emitter.ids().response(id);
        }
    }

    /** The counts that the provider gave. They are often told twice; the same total is nothing new. */
    void tokenCount(long time, Slice all) {
        if (all.says(lastInfo)) {
            return;
        }
        lastInfo = all;
        JsonFields info = JsonFields.of(all);
        Slice total = info.present("total_token_usage");
        Slice told = total == null ? all : total;
        if (told.says(lastTotal)) {
            return;
        }
        lastTotal = told;
        long[] counts = counts(info.object("last_token_usage"));
        boolean any = false;
        for (long count : counts) {
            any |= count != 0;
        }
        if (turn == null && any) {
            // The model was asked, but what it said is not in the rollout: a compaction does so.
            start(time, turns.latest(time));
        }
        if (turn != null) {
            complete(time, any ? usage(counts) : null);
        }
    }

    /** Ends the call that is not ended yet, if there is one. */
    void complete(long time) {
        if (turn != null) {
            complete(time, null);
        }
    }

    private void complete(long time, @Nullable JsonValue usage) {
        lastResponseId = responseId;
        responseId = null;
        Body body = new Body().text("response_id", lastResponse());
        if (usage != null) {
            body.value("token_usage", usage);
        }
        PayloadRef ref = emitter.body(PayloadKind.INFERENCE_RESPONSE, body.array("output_items", answer));
        emitter.emit(
                endedAt == null ? time : endedAt,
                turn,
                new RawEventPayload.InferenceCompleted(
                        id(),
                        lastResponseId == null ? new ResponseId(NUMBERED, count) : new ResponseId(lastResponseId),
                        null,
                        ref));
        answer.clear();
        turn = null;
        endedAt = null;
    }

    private String lastResponse() {
        return lastResponseId == null ? NUMBERED + count : lastResponseId;
    }

    /** The counts in the order of their names; 0 where there is none. */
    private static long[] counts(JsonFields usage) {
        long[] counts = new long[COUNTS.size()];
        for (int i = 0; i < counts.length; i++) {
            Long number = usage.integer(COUNTS.get(i));
            counts[i] = number == null ? 0 : number;
        }
        return counts;
    }

    private static JsonValue usage(long[] counts) {
        JsonObject.Builder usage = new JsonObject.Builder();
        for (int i = 0; i < counts.length; i++) {
            usage.field(COUNTS.get(i), new JsonNumber(Long.toString(counts[i])));
        }
        return usage.build();
    }

    private InferenceCallId id() {
        return new InferenceCallId("inference-", count);
    }

    /**
     * Shows the model what it was not shown yet, without an answer. It is for what would be lost otherwise: the rollout
     * ends, or the history is about to be cut.
     *
     * @param stays whether the answer may still come
     */
    void unanswered(long time, boolean stays) {
        TurnId started = turns.latest(time);
        start(time, started);
        turn = null;
        history.requested(History.Reach.BEHIND_PREFIX);
        if (!stays) {
            emitter.emit(
                    time,
                    started,
                    new RawEventPayload.InferenceCancelled(id(), null, "the rollout holds no answer", null));
        }
    }

    private void start(long time, TurnId current) {
        RequestInputMode mode = null;
        String previous = null;
        List<Slice> input = history.waiting();
        switch (history.reach()) {
            case WHOLE -> {
                mode = new RequestInputMode.FullSnapshot();
                input = history.all();
            }
            case BEHIND_RESPONSE -> {
                previous = lastResponse();
                mode = new RequestInputMode.Incremental(new ResponseId(previous));
            }
            case BEHIND_PREFIX -> {
                previous = UNTRACED + emitter.ids().nextUntraced();
                List<Slice> before = history.shownBefore();
                PayloadRef prefix = emitter.body(PayloadKind.INFERENCE_REQUEST, new Body().array("input", before));
                mode = new RequestInputMode.IncrementalWithUntracedPrefix(new ResponseId(previous), prefix);
            }
        }
        Body body = new Body();
        if (previous != null) {
            body.text("previous_response_id", previous);
        }
        PayloadRef request = emitter.body(PayloadKind.INFERENCE_REQUEST, body.array("input", input));
        count = emitter.ids().nextInference();
        emitter.emit(
                time,
                current,
                new RawEventPayload.InferenceStarted(
                        id(), emitter.threadId(), current, model, provider, mode, request));
        history.requested(History.Reach.BEHIND_RESPONSE);
        turn = current;
    }
}

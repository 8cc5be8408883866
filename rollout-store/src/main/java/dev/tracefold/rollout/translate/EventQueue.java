/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;

/** Numbers the events and bodies of a session as a recorder would, and holds them until they are fetched. */
final class EventQueue {
    private final RolloutId rolloutId;
    private final Deque<TranslatedEvent> ready = new ArrayDeque<>();
    private List<TranslatedBody> bodies = new ArrayList<>(2);
    private long seq;
    private long ordinal;

    EventQueue(RolloutId rolloutId) {
        this.rolloutId = rolloutId;
    }

    /** A body of the event that comes next; bodies are made in the order in which the event refers to them. */
    PayloadRef body(PayloadKind kind, TranslatedBody body) {
        bodies.add(body);
        ordinal++;
        return PayloadRef.of(ordinal, kind);
    }

    void emit(long time, ThreadId thread, @Nullable TurnId turn, RawEventPayload payload, long line) {
        seq++;
        RawTraceEvent event = new RawTraceEvent(seq, time, rolloutId, thread, turn, payload);
        ready.add(new TranslatedEvent(event, bodies, line));
        bodies = new ArrayList<>(2);
    }

    @Nullable
    TranslatedEvent poll() {
        return ready.poll();
    }
}

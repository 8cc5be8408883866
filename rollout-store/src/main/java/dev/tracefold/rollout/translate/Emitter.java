/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;

/** Emits the events of one thread of a session. */
final class Emitter {
    private final EventQueue queue;
    private final SessionIds ids;
    private final ThreadId threadId;
    private long line = 1;

    Emitter(EventQueue queue, SessionIds ids, ThreadId threadId) {
        this.queue = queue;
        this.ids = ids;
        this.threadId = threadId;
    }

    ThreadId threadId() {
        return threadId;
    }

    /** The names of the whole session. */
    SessionIds ids() {
        return ids;
    }

    void atLine(long number) {
        line = number;
    }

    long line() {
        return line;
    }

    /** A body of the event that comes next; bodies are made in the order in which the event refers to them. */
    PayloadRef body(PayloadKind kind, Body body) {
        return body(kind, body.made());
    }

    /** The same for a body that is there. */
    PayloadRef body(PayloadKind kind, TranslatedBody body) {
        return queue.body(kind, body);
    }

    void emit(long time, @Nullable TurnId turn, RawEventPayload payload) {
        queue.emit(time, threadId, turn, payload, line);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;

/** The thread and turn that an event's envelope names. Immutable. */
public record EventContext(
        @Nullable ThreadId threadId, @Nullable TurnId turnId) {
    /** An event of the whole session. */
    public static final EventContext NONE = new EventContext(null, null);

    /** An event of a thread, outside of any turn. */
    public static EventContext of(ThreadId threadId) {
        return new EventContext(threadId, null);
    }

    /** An event of a turn. */
    public static EventContext of(ThreadId threadId, TurnId turnId) {
        return new EventContext(threadId, turnId);
    }
}

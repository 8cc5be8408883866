/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Objects;

import dev.tracefold.model.id.RolloutId;

/**
 * What is known of a session when it starts. Immutable.
 *
 * @param rolloutId names the session
 * @param rootThread the thread that talks to the user
 */
public record SessionMetadata(RolloutId rolloutId, ThreadMetadata rootThread) {
    public SessionMetadata {
        Objects.requireNonNull(rolloutId, "rolloutId");
        Objects.requireNonNull(rootThread, "rootThread");
    }

    /** A session that is named after its root thread. */
    public static SessionMetadata of(ThreadMetadata rootThread) {
        return new SessionMetadata(new RolloutId(rootThread.threadId().value()), rootThread);
    }
}

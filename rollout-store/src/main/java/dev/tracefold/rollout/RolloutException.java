/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout;

import java.io.IOException;
import java.nio.file.Path;

/** A request that the rollout store refuses or cannot carry out, with the class of the failure. */
public final class RolloutException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure a caller has to deal with. */
    public enum Kind {
        /** No such thread or rollout. */
        NOT_FOUND,
        /** The request itself is wrong. */
        INVALID_REQUEST,
        /** The thread lives but nothing of it has been saved yet. */
        NOT_READY,
        /** Somebody else holds the rollout, or the destination is taken. */
        CONFLICT,
        /** The data is damaged or the store failed. */
        INTERNAL
    }

    private final Kind kind;

    private RolloutException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    private RolloutException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public static RolloutException notFound(ThreadId id) {
        return new RolloutException(Kind.NOT_FOUND, "no rollout found for thread id " + id);
    }

    public static RolloutException notFound(String message) {
        return new RolloutException(Kind.NOT_FOUND, message);
    }

    public static RolloutException notReady(ThreadId id) {
        return new RolloutException(
                Kind.NOT_READY, "thread " + id + " is not ready yet: nothing has been saved before the first turn");
    }

    public static RolloutException invalidRequest(String message) {
        return new RolloutException(Kind.INVALID_REQUEST, message);
    }

    public static RolloutException conflict(String message) {
        return new RolloutException(Kind.CONFLICT, message);
    }

    public static RolloutException activeWriter(Path path) {
        return new RolloutException(Kind.CONFLICT, "rollout " + path.getFileName() + " already has an active writer");
    }

    public static RolloutException internal(String message) {
        return new RolloutException(Kind.INTERNAL, message);
    }

    public static RolloutException internal(String message, Throwable cause) {
        return new RolloutException(Kind.INTERNAL, message, cause);
    }
}

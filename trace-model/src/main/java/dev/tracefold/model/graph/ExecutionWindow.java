/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;

/**
 * When something ran: in time, for people, and in the order of the log, for reasoning. Immutable; may be shared between
 * threads.
 */
// No record: all that runs has a window, and the numbers of its end need no objects of their own.
public final class ExecutionWindow {
    private final long startedAtUnixMs;
    private final long startedSeq;
    private final long endedAtUnixMs;
    private final long endedSeq;
    private final boolean hasEndTime;
    private final boolean hasEndSeq;
    private final ExecutionStatus status;

    public ExecutionWindow(
            long startedAtUnixMs,
            long startedSeq,
            @Nullable Long endedAtUnixMs,
            @Nullable Long endedSeq,
            ExecutionStatus status) {
        this.startedAtUnixMs = startedAtUnixMs;
        this.startedSeq = startedSeq;
        this.hasEndTime = endedAtUnixMs != null;
        this.endedAtUnixMs = endedAtUnixMs == null ? 0 : endedAtUnixMs;
        this.hasEndSeq = endedSeq != null;
        this.endedSeq = endedSeq == null ? 0 : endedSeq;
        this.status = Objects.requireNonNull(status, "status");
    }

    /** A window that opens now. */
    public static ExecutionWindow open(long startedAtUnixMs, long startedSeq) {
        return new ExecutionWindow(startedAtUnixMs, startedSeq, null, null, ExecutionStatus.RUNNING);
    }

    /** The same window, closed; an end that it had is overwritten. */
    public ExecutionWindow close(long atUnixMs, long atSeq, ExecutionStatus endStatus) {
        return new ExecutionWindow(startedAtUnixMs, startedSeq, atUnixMs, atSeq, endStatus);
    }

    public long startedAtUnixMs() {
        return startedAtUnixMs;
    }

    public long startedSeq() {
        return startedSeq;
    }

    public @Nullable Long endedAtUnixMs() {
        return hasEndTime ? Long.valueOf(endedAtUnixMs) : null;
    }

    public @Nullable Long endedSeq() {
        return hasEndSeq ? Long.valueOf(endedSeq) : null;
    }

    public ExecutionStatus status() {
        return status;
    }

    /** Whether it has not come to an end. */
    public boolean running() {
        return status == ExecutionStatus.RUNNING;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ExecutionWindow that
                        && startedAtUnixMs == that.startedAtUnixMs
                        && startedSeq == that.startedSeq
                        && hasEndTime == that.hasEndTime
                        && endedAtUnixMs == that.endedAtUnixMs
                        && hasEndSeq == that.hasEndSeq
                        && endedSeq == that.endedSeq
                        && status == that.status);
    }

    @Override
    public int hashCode() {
        return Objects.hash(startedAtUnixMs, startedSeq, endedAtUnixMs, endedSeq, status);
    }

    @Override
    public String toString() {
        return status + " from " + startedAtUnixMs + " (" + startedSeq + ") to " + endedAtUnixMs() + " (" + endedSeq()
                + ")";
    }
}

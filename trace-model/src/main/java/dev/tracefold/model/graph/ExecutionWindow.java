/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;

/** When something ran: in time, for people, and in the order of the log, for reasoning. */
public record ExecutionWindow(
        long startedAtUnixMs,
        long startedSeq,
        @Nullable Long endedAtUnixMs,
        @Nullable Long endedSeq,
        ExecutionStatus status) {
    public ExecutionWindow {
        Objects.requireNonNull(status, "status");
    }

    /** A window that opens now. */
    public static ExecutionWindow open(long startedAtUnixMs, long startedSeq) {
        return new ExecutionWindow(startedAtUnixMs, startedSeq, null, null, ExecutionStatus.RUNNING);
    }

    /** The same window, closed; an end that it had is overwritten. */
    public ExecutionWindow close(long atUnixMs, long atSeq, ExecutionStatus endStatus) {
        return new ExecutionWindow(startedAtUnixMs, startedSeq, atUnixMs, atSeq, endStatus);
    }

    /** Whether it has not come to an end. */
    public boolean running() {
        return status == ExecutionStatus.RUNNING;
    }
}

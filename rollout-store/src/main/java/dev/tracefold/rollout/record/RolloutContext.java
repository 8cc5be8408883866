/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import java.time.Clock;

import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.RolloutMetrics;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.lock.RolloutLocks;

/**
 * What everything that writes in one data directory shares.
 *
 * @param home the data directory
 * @param locks who may touch a file
 * @param live what is being recorded in this process
 * @param files the file operations, replaced in tests
 * @param clock the time, UTC
 * @param metrics where counters go
 */
public record RolloutContext(
        RolloutHome home, RolloutLocks locks, LiveThreads live, FileOps files, Clock clock, RolloutMetrics metrics) {
    public static RolloutContext of(RolloutHome home) {
        return new RolloutContext(
                home, RolloutLocks.of(home), new LiveThreads(), FileOps.REAL, Clock.systemUTC(), RolloutMetrics.NONE);
    }

    public RolloutContext withClock(Clock other) {
        return new RolloutContext(home, locks, live, files, other, metrics);
    }

    public RolloutContext withFiles(FileOps other) {
        return new RolloutContext(home, locks, live, other, clock, metrics);
    }

    public RolloutContext withLocks(RolloutLocks other) {
        return new RolloutContext(home, other, live, files, clock, metrics);
    }

    public RolloutContext withMetrics(RolloutMetrics other) {
        return new RolloutContext(home, locks, live, files, clock, other);
    }
}

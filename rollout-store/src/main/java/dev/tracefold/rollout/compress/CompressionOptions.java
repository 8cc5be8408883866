/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import java.time.Duration;

/**
 * How a compression run behaves.
 *
 * @param live whether rollouts that are not archived are compressed too
 * @param throttled whether a run within six hours of the last one is skipped
 * @param dryRun whether to report what would be compressed and change nothing
 * @param limits how old, how long
 */
public record CompressionOptions(boolean live, boolean throttled, boolean dryRun, Limits limits) {
    /**
     * The times that a run keeps to.
     *
     * @param minAge how long a rollout must have been left alone
     * @param maxRuntime when to stop; less than the marker's six hours on purpose
     * @param grace how long the old file is kept for programs that do not know the locks
     */
    public record Limits(Duration minAge, Duration maxRuntime, Duration grace) {
        public static final Limits DEFAULT = new Limits(Duration.ofDays(7), Duration.ofHours(5), Duration.ofHours(24));

        public Limits withMinAge(Duration age) {
            return new Limits(age, maxRuntime, grace);
        }

        public Limits withMaxRuntime(Duration runtime) {
            return new Limits(minAge, runtime, grace);
        }

        public Limits withGrace(Duration time) {
            return new Limits(minAge, maxRuntime, time);
        }
    }

    /** Archived rollouts of seven days and more, at most one run in six hours. */
    public static final CompressionOptions DEFAULT = new CompressionOptions(false, true, false, Limits.DEFAULT);

    public CompressionOptions withLive(boolean on) {
        return new CompressionOptions(on, throttled, dryRun, limits);
    }

    public CompressionOptions withThrottled(boolean on) {
        return new CompressionOptions(live, on, dryRun, limits);
    }

    public CompressionOptions withDryRun(boolean on) {
        return new CompressionOptions(live, throttled, on, limits);
    }

    public CompressionOptions withLimits(Limits other) {
        return new CompressionOptions(live, throttled, dryRun, other);
    }
}

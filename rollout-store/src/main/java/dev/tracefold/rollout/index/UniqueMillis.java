/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps times apart that are handed out in quick succession, so that sorting by them gives the order of events; times
 * from long ago, as a backfill has them, pass through. Thread-safe.
 */
final class UniqueMillis {
    private static final long BUCKET = 1_000;

    private final AtomicLong highest = new AtomicLong(Long.MIN_VALUE / 2);

    long next(long millis) {
        while (true) {
            long mark = highest.get();
            if (mark - millis >= BUCKET) {
                return millis;
            }
            long unique = millis > mark ? millis : mark + 1;
            if (highest.compareAndSet(mark, unique)) {
                return unique;
            }
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

/**
 * How the index is filled.
 *
 * @param batchSize how many files share a transaction and a checkpoint
 * @param threads how many files are read at a time
 * @param closingSweep whether files that turned up behind the watermark are looked for before the work counts as complete
 */
public record BackfillOptions(int batchSize, int threads, boolean closingSweep) {
    public static final BackfillOptions DEFAULT = new BackfillOptions(200, 2, true);

    public BackfillOptions withClosingSweep(boolean on) {
        return new BackfillOptions(batchSize, threads, on);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.util.Locale;

/**
 * What a run of the backfill did.
 *
 * @param outcome of the run
 * @param counts files looked at, rows written, files that failed
 * @param parseErrors lines that could not be read, over all files
 */
public record BackfillReport(Outcome outcome, BackfillState.Counts counts, long parseErrors) {
    /** How a run ended. */
    public enum Outcome {
        SUCCESS,
        /** Complete, but some files could not be read; they are tried again later. */
        PARTIAL_FAILURE,
        /** No file at all could be read. */
        FAILED,
        /** There was nothing to do. */
        ALREADY_COMPLETE,
        /** Somebody else is at it. */
        NOT_CLAIMED,
        /** A directory could not be listed or the index not be written; the next run goes on. */
        INCOMPLETE,
        /** Somebody else took the work over. */
        LEASE_LOST;

        /** The label of this outcome in metrics and JSON. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

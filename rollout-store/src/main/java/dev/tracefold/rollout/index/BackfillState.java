/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.util.Locale;
import java.util.Optional;

/**
 * How far the index has been filled.
 *
 * @param status where the work stands
 * @param watermark the last file whose batch is done, relative to the data directory
 * @param lastSuccessAt when it was last completed, in seconds
 * @param counts over the last run
 */
public record BackfillState(Status status, Optional<String> watermark, Optional<Long> lastSuccessAt, Counts counts) {
    /** The stages of filling the index. */
    public enum Status {
        PENDING,
        RUNNING,
        COMPLETE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status parse(String text) throws IndexException {
            for (Status status : values()) {
                if (status.text().equals(text)) {
                    return status;
                }
            }
            throw new IndexException("invalid backfill status: " + text);
        }
    }

    /** Files looked at, rows written, files that failed. */
    public record Counts(long scanned, long upserted, long failed) {
        public static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(long moreScanned, long moreUpserted, long moreFailed) {
            return new Counts(scanned + moreScanned, upserted + moreUpserted, failed + moreFailed);
        }
    }
}

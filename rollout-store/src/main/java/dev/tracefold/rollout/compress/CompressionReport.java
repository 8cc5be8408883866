/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a compression run did.
 *
 * @param outcome of the run as a whole
 * @param scanned how many plain rollouts were looked at
 * @param files how many had each outcome
 * @param bytes before and after, over the files compressed (in a dry run: that would be)
 */
public record CompressionReport(RunOutcome outcome, long scanned, Map<FileOutcome, Long> files, Bytes bytes) {
    /** What became of the run as a whole. */
    public enum RunOutcome {
        COMPLETED,
        FAILED,
        /** Another run is at it, or one was within the last six hours. */
        SKIPPED_ALREADY_RUNNING,
        /** The file system has no range locks, without which compression is not safe. */
        SKIPPED_UNSUPPORTED;

        /** The label of this outcome in metrics and JSON. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Sizes of the plain and of the compressed files. */
    public record Bytes(long source, long compressed) {}

    public CompressionReport {
        EnumMap<FileOutcome, Long> copy = new EnumMap<>(FileOutcome.class);
        copy.putAll(files);
        files = java.util.Collections.unmodifiableMap(copy);
    }

    static CompressionReport skipped(RunOutcome outcome) {
        return new CompressionReport(outcome, 0, Map.of(), new Bytes(0, 0));
    }

    /** How many files had this outcome. */
    public long count(FileOutcome outcome) {
        return files.getOrDefault(outcome, 0L);
    }
}

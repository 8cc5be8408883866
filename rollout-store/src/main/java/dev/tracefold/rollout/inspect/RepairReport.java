/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.inspect;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a repair found and did.
 *
 * @param source the form that was read
 * @param repaired the copy; empty when nothing was wrong or nothing was to be written
 * @param quarantine what was taken out, one JSON record a piece; empty when there is none
 * @param counts over the whole file
 * @param changes the first hundred
 * @param truncated whether a compressed file ended early or was damaged
 */
public record RepairReport(
        Path source,
        Optional<Path> repaired,
        Optional<Path> quarantine,
        Counts counts,
        List<Change> changes,
        boolean truncated) {
    /**
     * How much there was.
     *
     * @param lines of the source
     * @param kept lines that are in the copy byte for byte
     * @param split lines that held more than one record
     * @param renumbered lines that have another number in the copy
     * @param quarantined pieces that were taken out
     * @param quarantinedBytes their size
     */
    public record Counts(long lines, long kept, long split, long renumbered, long quarantined, long quarantinedBytes) {}

    /** One change: the number of the line, the offset of its first byte, and what was done with it, for people. */
    public record Change(long number, long offset, String what) {}

    public RepairReport {
        changes = List.copyOf(changes);
    }

    /** Whether the file was in order. */
    public boolean clean() {
        return counts.split() == 0 && counts.renumbered() == 0 && counts.quarantined() == 0 && !truncated;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a translation met so far, in all rollouts that it read. Immutable.
 *
 * @param rollouts rollouts that were read, or begun
 * @param lines lines that were read, blank ones left out
 * @param badLines lines that are none of a rollout: torn, no JSON, or of a type that nobody knows
 * @param misnumberedLines lines of this rollout that do not have the number that was due, where lines have numbers; they
 *     become events like all others
 * @param copiedLines lines behind the header that are a copy of another session's, from which this one comes; they become
 *     events like all others
 * @param inheritedLines lines of other rollouts that this one goes on from; they become events too
 * @param spawned agents that were spawned, as far as their parents tell
 * @param truncated whether a compressed file ended early or was damaged
 * @param passedOver what else did not become part of a graph: how often, by a few words on what it is
 */
public record TranslationReport(
        long rollouts,
        long lines,
        long badLines,
        long misnumberedLines,
        long copiedLines,
        long inheritedLines,
        long spawned,
        boolean truncated,
        Map<String, Long> passedOver) {
    static final TranslationReport NOTHING = new TranslationReport(0, 0, 0, 0, 0, 0, 0, false, Map.of());

    public TranslationReport {
        passedOver = Collections.unmodifiableMap(new TreeMap<>(passedOver));
    }

    /** This one and that of another rollout of the session. */
    TranslationReport and(TranslationReport other) {
        Map<String, Long> all = new TreeMap<>(passedOver);
        other.passedOver.forEach((kind, count) -> all.merge(kind, count, Long::sum));
        return new TranslationReport(
                rollouts + other.rollouts,
                lines + other.lines,
                badLines + other.badLines,
                misnumberedLines + other.misnumberedLines,
                copiedLines + other.copiedLines,
                inheritedLines + other.inheritedLines,
                spawned + other.spawned,
                truncated || other.truncated,
                all);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a translation met so far. Immutable.
 *
 * @param lines lines that were read, blank ones left out
 * @param badLines lines that are none of a rollout: torn, no JSON, or of a type that nobody knows
 * @param copiedLines lines behind the header that are a copy of another session's, from which this one comes; they become
 *     events like all others
 * @param truncated whether a compressed file ended early or was damaged
 * @param passedOver what else did not become part of a graph: how often, by a few words on what it is
 */
public record TranslationReport(
        long lines, long badLines, long copiedLines, boolean truncated, Map<String, Long> passedOver) {
    public TranslationReport {
        passedOver = java.util.Collections.unmodifiableMap(new TreeMap<>(passedOver));
    }
}

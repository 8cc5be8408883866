/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a content search found.
 *
 * @param hits the plain path of each rollout with a match, with the text around the first one; sorted by path
 * @param scanned how many rollouts were looked at
 * @param skipped how many of those vanished, could not be read to the end, or have lines that are too long to be searched
 * @param bytes how many plain bytes were looked at
 */
public record SearchResult(Map<Path, String> hits, long scanned, long skipped, long bytes) {
    public SearchResult {
        hits = Collections.unmodifiableMap(new TreeMap<>(hits));
    }
}

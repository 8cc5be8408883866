/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import dev.tracefold.model.graph.Compaction;

/**
 * An installed compaction.
 *
 * @param compaction without its item ids
 * @param input the history that was replaced
 * @param replacement what took its place
 */
record CompactionState(Compaction compaction, Snapshot input, Snapshot replacement) {
    CompactionState withCompaction(Compaction next) {
        return new CompactionState(next, input, replacement);
    }
}

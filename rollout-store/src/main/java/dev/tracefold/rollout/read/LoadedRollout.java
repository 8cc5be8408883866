/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.line.RolloutLine;

/**
 * A rollout read whole.
 *
 * @param path the logical path
 * @param items the good lines in file order, later session_meta lines included
 * @param threadId of the first session_meta
 * @param parseErrors how many lines could not be read
 * @param truncated whether a compressed file ended early or was damaged
 */
public record LoadedRollout(
        Path path, List<RolloutLine> items, Optional<ThreadId> threadId, long parseErrors, boolean truncated) {
    public LoadedRollout {
        items = List.copyOf(items);
    }
}

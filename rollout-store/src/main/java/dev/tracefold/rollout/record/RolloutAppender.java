/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import dev.tracefold.rollout.line.RolloutItem;
import dev.tracefold.rollout.lock.RolloutLock;

/** Appends single lines to rollouts that nobody has loaded. Thread-safe. */
public final class RolloutAppender {
    private final RolloutContext context;

    public RolloutAppender(RolloutContext context) {
        this.context = context;
    }

    /**
     * Appends one line; durable on return. A compressed rollout becomes plain first. Where lines have numbers, it has the
     * next.
     *
     * @throws NoSuchFileException when there is no such rollout
     */
    public void append(Path path, RolloutItem item) throws IOException {
        try (AppendHandle handle = AppendHandle.open(context, path)) {
            try (RolloutLock ignored = handle.beginBatch()) {
                handle.write(item);
            }
            handle.force();
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.manage;

import java.io.IOException;
import java.nio.file.Path;

import dev.tracefold.rollout.ThreadId;

/** Whoever keeps a row for each rollout, such as the index; a failure undoes the move that it is told of. */
public interface RolloutRows {
    /** Keeps no rows. */
    RolloutRows NONE = new RolloutRows() {
        @Override
        public void moved(ThreadId id, Path plain, boolean archived) {}

        @Override
        public void deleted(ThreadId id, Path plain) {}
    };

    /** The rollout now has this plain path. */
    void moved(ThreadId id, Path plain, boolean archived) throws IOException;

    /** The rollout that had this plain path is gone. */
    void deleted(ThreadId id, Path plain) throws IOException;
}

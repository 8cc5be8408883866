/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.Objects;

import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.ThreadId;

/** Where a thread came from. */
public sealed interface ThreadOrigin {
    /** Nobody in this session started it. */
    record Root() implements ThreadOrigin {}

    /** Another agent started it. */
    record Spawned(ThreadId parentThreadId, EdgeId spawnEdgeId, String taskName, String agentRole)
            implements ThreadOrigin {
        public Spawned {
            Objects.requireNonNull(parentThreadId, "parentThreadId");
            Objects.requireNonNull(spawnEdgeId, "spawnEdgeId");
            Objects.requireNonNull(taskName, "taskName");
            Objects.requireNonNull(agentRole, "agentRole");
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.util.List;

import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.replay.Diagnostic;

/**
 * A session as of one moment.
 *
 * @param manifest who recorded what
 * @param graph what it came to so far
 * @param events how many events were folded
 * @param lastSeq the seq of the last one; 0 if there was none
 * @param noticed what was left out or is missing
 */
record Snapshot(TraceManifest manifest, RolloutTrace graph, long events, long lastSeq, List<Diagnostic> noticed) {
    Snapshot {
        noticed = List.copyOf(noticed);
    }
}

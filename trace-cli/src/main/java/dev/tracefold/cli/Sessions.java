/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Path;

import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;

/** The forms in which a session may lie at a path; the one place that tells them apart. */
final class Sessions {
    private Sessions() {}

    /**
     * Opens what lies at a path.
     *
     * @throws ReplayException if it is no session that can be read
     */
    static TraceSource open(Path path) throws IOException, ReplayException {
        return Bundle.open(path);
    }

    /** How it is replayed. */
    static Replay replay(Path path, boolean salvage) {
        TraceSource.Opener session = () -> open(path);
        return salvage ? Replay.salvage(session) : Replay.strict(session);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.tracefold.pack.PackNames;
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
        Path found = PackNames.resolve(path);
        return PackNames.isPacked(found) ? PackedSession.open(found) : ColdLogBundle.orPlain(Bundle.open(found));
    }

    /** The lines of its log, to be counted; none where it has no lines. */
    static InputStream lines(TraceSource session) throws IOException, ReplayException {
        if (session instanceof Bundle bundle) {
            return Files.newInputStream(bundle.log());
        } else if (session instanceof PackedSession packed) {
            return packed.log();
        } else if (session instanceof ColdLogBundle cold) {
            return cold.log();
        }
        return InputStream.nullInputStream();
    }

    /** Where the graph of a session goes, if nobody says: into a bundle, but beside what is only read. */
    static Path state(Path path) {
        return PackNames.isPacked(path)
                ? path.resolveSibling(PackNames.plainOf(path).getFileName() + ".state.json")
                : path.resolve("state.json");
    }

    /** How it is replayed. */
    static Replay replay(Path path, boolean salvage) {
        TraceSource.Opener session = () -> open(path);
        return salvage ? Replay.salvage(session) : Replay.strict(session);
    }
}

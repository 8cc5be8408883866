/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.internal.ByteLines;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.line.SessionMeta;

/** Reads the header of a rollout and stops, so that nothing behind it matters. */
public final class SessionHead {
    private SessionHead() {}

    /**
     * The first session_meta.
     *
     * @throws RolloutException INTERNAL when a response item comes first or there is no session_meta
     */
    public static SessionMeta read(Path path) throws IOException {
        return read(path, FileOps.REAL);
    }

    /** As {@link #read(Path)}, with these file operations. */
    public static SessionMeta read(Path path, FileOps files) throws IOException {
        return find(path, files).meta();
    }

    /**
     * The same for who must not take a session for another: behind a torn first line may stand the header of a session
     * whose history was copied. That one counts only if the name of the file names no other.
     */
    static SessionMeta readOwn(Path path, FileOps files) throws IOException {
        Found found = find(path, files);
        Optional<RolloutName> name = RolloutName.parse(RolloutForms.fileName(path));
        boolean another = name.filter(it -> !it.id().equals(found.meta().id())).isPresent();
        if (found.line() > 1 && another) {
            throw RolloutException.internal("rollout " + path + " does not start with its own session metadata");
        }
        return found.meta();
    }

    private record Found(SessionMeta meta, long line) {}

    private static Found find(Path path, FileOps files) throws IOException {
        try (RolloutReader reader = RolloutReader.open(path, files, ByteLines.DEFAULT_CAP, bad -> {})) {
            for (RolloutLine line = reader.next(); line != null; line = reader.next()) {
                if (line.type() == LineType.RESPONSE_ITEM) {
                    throw RolloutException.internal("rollout " + path + " does not start with session metadata");
                }
                if (reader.sessionMeta().isPresent()) {
                    return new Found(reader.sessionMeta().get(), line.number());
                }
            }
        }
        throw RolloutException.internal("rollout " + path + " is empty");
    }
}

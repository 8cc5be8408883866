/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.line.RolloutLine;

/** Reads a rollout whole, for callers that need the history in memory; everybody else pulls from the reader. */
public final class RolloutLoader {
    private RolloutLoader() {}

    /**
     * Loads whichever form exists; a compressed file is not expanded on disk.
     *
     * @throws RolloutException INTERNAL when there is no line at all
     */
    public static LoadedRollout load(Path path) throws IOException {
        try (RolloutReader reader = RolloutReader.open(path)) {
            return load(path, reader);
        }
    }

    private static LoadedRollout load(Path path, RolloutReader reader) throws IOException {
        List<RolloutLine> items = new ArrayList<>();
        for (RolloutLine line = reader.next(); line != null; line = reader.next()) {
            items.add(line);
        }
        if (reader.nonBlankLines() == 0 && !reader.truncated()) {
            throw RolloutException.internal("empty session file: " + path);
        }
        return new LoadedRollout(
                RolloutForms.plain(path), items, reader.threadId(), reader.parseErrors(), reader.truncated());
    }

    /**
     * Loads a rollout to go on with it.
     *
     * @throws RolloutException INTERNAL also when no session_meta can be read or the compressed file is damaged
     */
    public static LoadedRollout loadForResume(Path path) throws IOException {
        LoadedRollout loaded = load(path);
        if (loaded.truncated()) {
            throw RolloutException.internal("damaged compressed rollout cannot be resumed: " + path);
        }
        if (loaded.threadId().isEmpty()) {
            throw RolloutException.internal("failed to parse thread ID from rollout file");
        }
        return loaded;
    }
}

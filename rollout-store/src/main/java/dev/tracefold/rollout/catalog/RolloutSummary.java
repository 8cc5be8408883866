/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.line.GitInfo;

/**
 * What a listing shows of one rollout.
 *
 * @param id the thread
 * @param path the logical (plain) path
 * @param archived where it lies
 * @param times when it was created and last written
 * @param origin how and where it was started
 * @param texts what it is about
 */
public record RolloutSummary(ThreadId id, Path path, boolean archived, Times times, Origin origin, Texts texts) {
    /** The file's own creation time, when it was last written, and when it was last used. */
    public record Times(Instant created, Instant updated, Instant recency) {}

    /** How and where the session was started, as far as the header says so. */
    public record Origin(
            Optional<String> source, Optional<String> provider, String cwd, String cliVersion, GitInfo git) {}

    /** The given name, what to show first, and the first message. */
    public record Texts(Optional<String> name, String preview, String firstUserMessage) {}

    RolloutSummary withTexts(Texts other) {
        return new RolloutSummary(id, path, archived, times, origin, other);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.read.Lineage;

/**
 * A rollout up to some point.
 *
 * @param bytes what lies behind so many is not looked at, counted in the plain form
 * @param lineage what its session goes on from; null as long as nobody has looked
 */
record Extent(Path path, long bytes, @Nullable Lineage lineage) {
    /** The whole of a session's rollout, and those of its agents. */
    static List<Extent> all(Path path, List<Path> agents) {
        return Stream.concat(Stream.of(path), agents.stream())
                .map(each -> new Extent(each, Long.MAX_VALUE, null))
                .toList();
    }
}

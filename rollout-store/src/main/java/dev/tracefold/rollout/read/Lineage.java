/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.tracefold.rollout.line.HistoryBase;
import dev.tracefold.rollout.line.SessionMeta;

/**
 * What a session goes on from, when its own rollout does not hold all of it. Immutable.
 *
 * @param parts the oldest first
 * @param missing the rollout that lies before those and was not found; what came before it is not known either
 */
public record Lineage(List<Part> parts, Optional<String> missing) {
    /** A rollout that holds all of its session. */
    public static final Lineage NONE = new Lineage(List.of(), Optional.empty());

    public Lineage {
        parts = List.copyOf(parts);
    }

    /**
     * A rollout of which the beginning belongs to the history.
     *
     * @param path the form that was found
     * @param meta its header, which tells whose rollout it is
     * @param end how far it does
     */
    public record Part(Path path, SessionMeta meta, HistoryBase end) {}
}

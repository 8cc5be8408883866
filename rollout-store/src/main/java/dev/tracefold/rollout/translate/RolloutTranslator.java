/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.rollout.read.Lineages;
import dev.tracefold.rollout.read.Opening;

/**
 * Turns a rollout, plain or compressed, into the raw events and bodies that a recorder would have written, one after the
 * other: a strict reduction takes every one of them, whatever the file holds. The same bytes give the same events. What
 * cannot become an event is left out and counted in the {@link #report}.
 *
 * <p>A session may go on from where another stopped, or from an earlier point of its own, in a rollout that does not hold
 * what came before. That is looked for around it, and is part of the session.
 *
 * <p>The rollouts of agents that the session spawned may be read with it. They become threads of the same session, and
 * their lines are taken in between by their times.
 *
 * <p>Memory is needed for the history that the models would be shown next, for the longest lines, and some bytes for each
 * call. Not thread-safe.
 */
public final class RolloutTranslator implements Closeable {
    private final EventQueue queue;
    private final Strands strands;
    private final TraceManifest manifest;
    private final boolean empty;

    private RolloutTranslator(Strand root, List<Extent> agents, Lineages lineages, Opening opening) throws IOException {
        this.manifest = root.header().manifest();
        this.empty = root.empty();
        this.queue = new EventQueue(manifest.rolloutId());
        this.strands = new Strands(root, agents, lineages, opening, queue);
    }

    /**
     * Opens a rollout by either of its paths.
     *
     * @throws java.nio.file.NoSuchFileException if neither form exists
     * @throws dev.tracefold.rollout.RolloutException if its history is kept in a way that this version cannot read
     */
    public static RolloutTranslator open(Path path) throws IOException {
        return open(path, List.of());
    }

    /**
     * The same, with the rollouts of its agents.
     *
     * @throws java.nio.file.NoSuchFileException if neither form of one of them exists
     * @throws dev.tracefold.rollout.RolloutException if a history is kept in a way that this version cannot read
     */
    public static RolloutTranslator open(Path path, List<Path> agents) throws IOException {
        return open(Extent.all(path, agents), Opening.ONCE);
    }

    /**
     * The same, up to some point of each, the session's own first; texts may be left in their files.
     */
    static RolloutTranslator open(List<Extent> extents, Opening opening) throws IOException {
        Lineages lineages = new Lineages();
        Strand root = Strand.open(extents.get(0), lineages, opening);
        try {
            return new RolloutTranslator(root, extents.subList(1, extents.size()), lineages, opening);
        } catch (IOException | RuntimeException e) {
            root.close();
            throw e;
        }
    }

    /** Whose session it is; the ids are the rollout's own. */
    public TraceManifest manifest() {
        return manifest;
    }

    /** Whether there is no line of a rollout in the file at all. It is translated all the same. */
    public boolean empty() {
        return empty;
    }

    /**
     * The next event; null at the end.
     *
     * @throws IOException if a file cannot be read
     */
    public @Nullable TranslatedEvent next() throws IOException {
        TranslatedEvent event = queue.poll();
        while (event == null && strands.step()) {
            event = queue.poll();
        }
        return event;
    }

    /** What was met so far, in all rollouts that are read. */
    public TranslationReport report() {
        return strands.report();
    }

    /** The rollouts, the session's own first, with what was found of their lineages. */
    List<Extent> whole() {
        return strands.whole();
    }

    /** The rollouts as far as they were read, the session's own first. */
    List<Extent> read() {
        return strands.read();
    }

    @Override
    public void close() throws IOException {
        strands.close();
    }
}

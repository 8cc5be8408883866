/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.rollout.translate.TranslationReport;

/** Whether the agents of a session are wanted with it. A bundle holds them; of rollouts, each agent has its own. */
public final class WithAgents {
    private boolean wanted;

    public void declare(Syntax syntax) {
        syntax.flag(
                "--agents",
                "Of a rollout: read those of the agents that its session spawned, too.",
                () -> wanted = true);
    }

    boolean wanted() {
        return wanted;
    }

    /**
     * Opens what lies at a path.
     *
     * @throws ReplayException if it is no session that can be read
     */
    public TraceSource open(Path path) throws IOException, ReplayException {
        return open(path, report -> {});
    }

    /**
     * The same; of a rollout, the progress counts the bytes that are read.
     *
     * @throws ReplayException if it is no session that can be read
     */
    public TraceSource open(Path path, Progress progress) throws IOException, ReplayException {
        return open(path, progress, report -> {});
    }

    /** The same; who listens is told what was met in rollouts. */
    TraceSource open(Path path, Progress progress, Consumer<TranslationReport> listener)
            throws IOException, ReplayException {
        TraceSource session = open(path, listener);
        if (session instanceof RolloutSource rollout) {
            rollout.tellRead(progress);
        }
        return session;
    }

    private TraceSource open(Path path, Consumer<TranslationReport> listener) throws IOException, ReplayException {
        return wanted && Sessions.isRollout(path)
                ? RolloutSource.openWithAgents(path, listener)
                : Sessions.open(path, listener);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.record.RolloutContext;

/** Sessions that people call by id, the beginning of an id or name, where others are called by path. */
public final class NamedSession {
    private NamedSession() {}

    /**
     * The rollout of that name in the home that the environment says, if there is one.
     *
     * @throws Failure if several begin with it
     */
    public static Optional<Path> find(Path named) throws IOException, Failure {
        if (named.isAbsolute() || named.getNameCount() != 1) {
            return Optional.empty();
        }
        RolloutHome home = RolloutHome.locate(null, System.getenv());
        return Files.isDirectory(home.root())
                ? Home.lookUp(RolloutContext.of(home), named.toString())
                : Optional.empty();
    }
}

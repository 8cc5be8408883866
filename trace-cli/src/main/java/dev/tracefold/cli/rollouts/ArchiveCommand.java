/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.rollout.record.RolloutContext;

/** {@code tracefold rollouts archive}. */
@Command(name = "archive", description = "Moves a session into the archive, compressed or not as it is.")
final class ArchiveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OneRollout rollout = new OneRollout();

    @Mixin
    private Change change = new Change();

    @Override
    public Integer call() throws IOException, Failure {
        Console console = Console.of(spec);
        RolloutContext context = rollout.home();
        Path path = rollout.path(context);
        Path to =
                Home.manage(context, manager -> change.dryRun() ? manager.archiveTarget(path) : manager.archive(path));
        change.tell(console, "archive", path, to, change.dryRun() ? "would move" : "moved");
        return 0;
    }
}

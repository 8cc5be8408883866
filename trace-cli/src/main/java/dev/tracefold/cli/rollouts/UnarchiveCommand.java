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

/** {@code tracefold rollouts unarchive}. */
@Command(name = "unarchive", description = "Moves a session out of the archive, back to where it came from.")
final class UnarchiveCommand implements Callable<Integer> {
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
        Path to = Home.manage(
                context, manager -> change.dryRun() ? manager.unarchiveTarget(path) : manager.unarchive(path));
        change.tell(console, "unarchive", path, to, change.dryRun() ? "would move" : "moved");
        return 0;
    }
}

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
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.record.RolloutContext;

/** {@code tracefold rollouts restore}. */
@Command(name = "restore", description = "Turns a compressed session back into a plain one, with the same times.")
final class RestoreCommand implements Callable<Integer> {
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
        if (!RolloutForms.isCompressed(path)) {
            change.tell(console, "restore", path, path, "is plain already");
            return 0;
        }
        Path plain = RolloutForms.plain(path);
        if (!change.dryRun()) {
            Home.manage(context, manager -> manager.restore(path));
        }
        change.tell(console, "restore", path, plain, change.dryRun() ? "would be restored" : "is restored");
        return 0;
    }
}

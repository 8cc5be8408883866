/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.rollout.manage.RolloutManager.Relocation;
import dev.tracefold.rollout.record.RolloutContext;

/** {@code tracefold rollouts archive}. */
final class ArchiveCommand implements Command {
    private final OneRollout rollout = new OneRollout();
    private final Change change = new Change();

    @Override
    public void declare(Syntax syntax) {
        syntax.about("Moves a session into the archive, compressed or not as it is.");
        rollout.declare(syntax);
        change.declare(syntax);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        RolloutContext context = rollout.home();
        Path path = rollout.path(context);
        List<Relocation> moved =
                Home.manage(context, manager -> change.dryRun() ? manager.planArchive(path) : manager.archive(path));
        change.tell(console, "archive", moved, change.dryRun() ? "would move" : "moved");
        return 0;
    }
}

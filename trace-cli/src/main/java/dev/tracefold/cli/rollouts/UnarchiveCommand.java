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

/** {@code tracefold rollouts unarchive}. */
final class UnarchiveCommand implements Command {
    private final OneRollout rollout = new OneRollout();
    private final Change change = new Change();

    @Override
    public void declare(Syntax syntax) {
        syntax.about("Moves a session out of the archive, back to where it came from.");
        rollout.declare(syntax);
        change.declare(syntax);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        RolloutContext context = rollout.home();
        Path path = rollout.path(context);
        List<Relocation> moved = Home.manage(
                context, manager -> change.dryRun() ? manager.planUnarchive(path) : manager.unarchive(path));
        change.tell(console, "unarchive", moved, change.dryRun() ? "would move" : "moved");
        return 0;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Path;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.record.RolloutContext;

/** {@code tracefold rollouts restore}. */
final class RestoreCommand implements Command {
    private final OneRollout rollout = new OneRollout();
    private final Change change = new Change();

    @Override
    public void declare(Syntax syntax) {
        syntax.about("Turns a compressed session back into a plain one, with the same times.");
        rollout.declare(syntax);
        change.declare(syntax);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
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

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.terminal.Console;

/** {@code tracefold rollouts index}. */
final class IndexCommand implements Command {

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                        "The index makes lists of many sessions quick. It lies in .tracefold, and can always be made again.",
                        "Once it is there, lists use it and keep it up to date.")
                .command("status", IndexStatusCommand::new)
                .command("backfill", IndexBackfillCommand::new);
    }

    @Override
    public int run(Console console) {
        throw new UsageError("name a command: status or backfill.");
    }
}

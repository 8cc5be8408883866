/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.rollout.catalog.ContentSearch;

/** {@code tracefold rollouts}. */
public final class RolloutsCommand implements Command {
    private static final String SEARCH = "search";

    /** Begins on another thread what one of the commands would wait for, while the command line is still being read. */
    public static void prepare(String command) {
        if (command.equals(SEARCH)) {
            Thread thread = new Thread(ContentSearch::prepare, "prepare-search");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                        "Looks at the session logs of a home, and takes care of them.",
                        "Nothing but an explicit command changes a rollout; what Tracefold keeps lies in .tracefold in the home.")
                .command("list", ListCommand::new)
                .command(SEARCH, SearchCommand::new)
                .command("show", ShowCommand::new)
                .command("profile", ProfileCommand::new)
                .command("repair", RepairCommand::new)
                .command("compress", CompressCommand::new)
                .command("restore", RestoreCommand::new)
                .command("archive", ArchiveCommand::new)
                .command("unarchive", UnarchiveCommand::new)
                .command("index", IndexCommand::new)
                .command("name", NameCommand::new)
                .command("to-bundle", ToBundleCommand::new);
    }

    @Override
    public int run(Console console) {
        throw new UsageError("name a command.");
    }
}

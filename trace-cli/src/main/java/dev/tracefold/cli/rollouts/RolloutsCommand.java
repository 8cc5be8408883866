/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tracefold rollouts}. */
@Command(
        name = "rollouts",
        description = {
            "Looks at the session logs of a home, and takes care of them.",
            "Nothing but an explicit command changes a rollout; what Tracefold keeps lies in .tracefold in the home."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListCommand.class,
            SearchCommand.class,
            ShowCommand.class,
            ProfileCommand.class,
            RepairCommand.class,
            CompressCommand.class,
            RestoreCommand.class,
            ArchiveCommand.class,
            UnarchiveCommand.class,
            IndexCommand.class,
            NameCommand.class,
            ToBundleCommand.class
        })
public final class RolloutsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command.");
    }
}

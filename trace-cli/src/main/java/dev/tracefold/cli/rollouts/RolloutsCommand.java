/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tracefold rollouts}: the command that carries those for rollouts. */
@Command(
        name = "rollouts",
        description = "Takes care of rollouts, the session logs that agents keep.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ToBundleCommand.class)
public final class RolloutsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command.");
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tracefold rollouts index}. */
@Command(
        name = "index",
        description = {
            "The index makes lists of many sessions quick. It lies in .tracefold, and can always be made again.",
            "Once it is there, lists use it and keep it up to date."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {IndexStatusCommand.class, IndexBackfillCommand.class})
final class IndexCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: status or backfill.");
    }
}

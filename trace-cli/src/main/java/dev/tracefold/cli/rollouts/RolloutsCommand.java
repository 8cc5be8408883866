/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.tracefold.rollout.catalog.ContentSearch;

/** {@code tracefold rollouts}. */
@Command(
        name = "rollouts",
        description = {
            "Looks at the session logs of a home, and takes care of them.",
            "Nothing but an explicit command changes a rollout; what Tracefold keeps lies in .tracefold in the home."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class RolloutsCommand implements Runnable {
    private static final String SEARCH = "search";

    @Spec
    private CommandSpec spec;

    /** What stands below it, in the order in which people will want them; not in the annotation, which reads them all. */
    public static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("list", ListCommand.class);
        commands.put(SEARCH, SearchCommand.class);
        commands.put("show", ShowCommand.class);
        commands.put("profile", ProfileCommand.class);
        commands.put("repair", RepairCommand.class);
        commands.put("compress", CompressCommand.class);
        commands.put("restore", RestoreCommand.class);
        commands.put("archive", ArchiveCommand.class);
        commands.put("unarchive", UnarchiveCommand.class);
        commands.put("index", IndexCommand.class);
        commands.put("name", NameCommand.class);
        commands.put("to-bundle", ToBundleCommand.class);
        return commands;
    }

    /** Begins on another thread what one of the commands would wait for, while the command line is still being read. */
    public static void prepare(String command) {
        if (command.equals(SEARCH)) {
            Thread thread = new Thread(ContentSearch::prepare, "prepare-search");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command.");
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command that carries all others: one class each, named in {@code subcommands}. */
@Command(
        name = "tracefold",
        description = "Folds the record of a coding agent's session into a graph that explains it.",
        versionProvider = Tracefold.Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands ('tracefold COMMAND --help' tells more of one):%n",
        subcommands = {})
public final class Tracefold implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs the command line; the exit code is 0 when it did what it was asked, 2 when it was asked wrongly. */
    public static void main(String... args) {
        // Not System.out: its encoding follows the locale, and what a session said may hold any character.
        var out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        var err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, UTF_8);
        System.exit(commandLine().setOut(out).setErr(err).execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Tracefold()).setParameterExceptionHandler(new UsageError());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command.");
    }

    /** Reads the version that the build wrote beside this class. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            try (var in = Tracefold.class.getResourceAsStream("version.txt")) {
                if (in == null) {
                    throw new IllegalStateException("version.txt is missing beside " + Tracefold.class);
                }
                return new String[] {"tracefold " + new String(in.readAllBytes(), UTF_8).strip()};
            }
        }
    }
}

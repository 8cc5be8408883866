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
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import dev.tracefold.cli.rollouts.RolloutsCommand;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.cli.terminal.Output;
import dev.tracefold.view.text.Amounts;

/** The command that carries all others: one class each, named in {@link #commands}. */
@Command(
        name = "tracefold",
        description = "Folds the record of a coding agent's session into a graph that explains it.",
        versionProvider = Tracefold.Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands ('tracefold COMMAND --help' tells more of one):%n")
public final class Tracefold implements Runnable {

    private static final String ROLLOUTS = "rollouts";

    @Spec
    private CommandSpec spec;

    /**
     * Runs the command line. The exit code is 0 when all is well, 1 when the evidence is bad or contradicts itself, 2
     * when it was asked wrongly, 3 when something cannot be read or written.
     */
    public static void main(String... args) {
        if (args.length > 1 && args[0].equals(ROLLOUTS)) {
            RolloutsCommand.prepare(args[1]);
        }
        // Not System.out: its encoding follows the locale, and what a session said may hold any character.
        Output out = new Output(new FileOutputStream(FileDescriptor.out));
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, UTF_8);
        System.exit(run(out, err, args));
    }

    private static int run(Output out, PrintWriter err, String... args) {
        try {
            int exitCode = commandLine(args).setOut(out).setErr(err).execute(args);
            out.flush();
            return exitCode;
        } catch (Output.Closed nobodyReads) {
            return CommandLine.ExitCode.OK;
        } catch (Output.Failed e) {
            err.println("tracefold: " + Failures.cannotWrite(e));
            return Failure.ENVIRONMENT;
        } catch (OutOfMemoryError e) {
            err.println("tracefold: this takes more memory than Java was given, which is "
                    + Amounts.count(Runtime.getRuntime().maxMemory() >> 20)
                    + " MB; give it more, as in TRACEFOLD_JAVA_OPTS=-Xmx8g.");
            return Failure.ENVIRONMENT;
        }
    }

    /** The command line with the one command that is named, where one is: looking at the others would take time. */
    static CommandLine commandLine(String... args) {
        CommandLine tracefold = new CommandLine(new Tracefold());
        addNamed(tracefold, commands(), args, 0);
        CommandLine rollouts = tracefold.getSubcommands().get(ROLLOUTS);
        if (rollouts != null) {
            addNamed(rollouts, RolloutsCommand.commands(), args, 1);
        }
        boolean colours = Console.colours(1);
        return tracefold
                .setColorScheme(Help.defaultColorScheme(colours ? Help.Ansi.ON : Help.Ansi.OFF))
                .setUsageHelpLongOptionsMaxWidth(24)
                .setParameterExceptionHandler(new UsageError())
                .setExecutionExceptionHandler(new Failures());
    }

    private static void addNamed(CommandLine parent, Map<String, Class<?>> commands, String[] args, int word) {
        Class<?> named = word < args.length ? commands.get(args[word]) : null;
        if (named != null) {
            parent.addSubcommand(args[word], named);
            return;
        }
        // Not a method reference: with one, the launcher's class archive would leave out CommandLine itself.
        for (Map.Entry<String, Class<?>> command : commands.entrySet()) {
            parent.addSubcommand(command.getKey(), command.getValue());
        }
    }

    /** Every command, in the order in which people will want them. */
    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("reduce", ReduceCommand.class);
        commands.put("check", CheckCommand.class);
        commands.put("summary", SummaryCommand.class);
        commands.put("show", ShowCommand.class);
        commands.put("explain", ExplainCommand.class);
        commands.put("events", EventsCommand.class);
        commands.put("diff", DiffCommand.class);
        commands.put("step", StepCommand.class);
        commands.put("follow", FollowCommand.class);
        commands.put("report", ReportCommand.class);
        commands.put("view", ViewCommand.class);
        commands.put("export", ExportCommand.class);
        commands.put(ROLLOUTS, RolloutsCommand.class);
        commands.put("pack", PackCommand.class);
        commands.put("unpack", UnpackCommand.class);
        commands.put("completion", CompletionCommand.class);
        return commands;
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

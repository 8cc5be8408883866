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
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import dev.tracefold.cli.rollouts.RolloutsCommand;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.CommandLine;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.cli.terminal.Output;
import dev.tracefold.view.text.Amounts;

/** The command that carries all others: one class each. */
public final class Tracefold implements Command {
    private static final String ROLLOUTS = "rollouts";
    private static final int ATTEMPTS_TO_SAY = 20;
    private static final long MOMENT = 100_000_000; // nanoseconds

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
            int exitCode = commandLine().execute(out, err, List.of(args));
            out.flush();
            return exitCode;
        } catch (Output.Closed nobodyReads) {
            return 0;
        } catch (Output.Failed e) {
            err.println("tracefold: " + Failures.cannotWrite(e));
            return Failure.ENVIRONMENT;
        } catch (OutOfMemoryError e) {
            return tooLittleMemory(err);
        }
    }

    /** Says so as soon as there is memory for that: another thread may hold some until it has ended. */
    static int tooLittleMemory(PrintWriter err) {
        for (int attempt = 1; ; attempt++) {
            try {
                err.println("tracefold: this takes more memory than Java was given, which is "
                        + Amounts.count(Runtime.getRuntime().maxMemory() >> 20)
                        + " MB; give it more, as in TRACEFOLD_JAVA_OPTS=-Xmx8g.");
                return Failure.ENVIRONMENT;
            } catch (OutOfMemoryError e) {
                if (attempt == ATTEMPTS_TO_SAY) {
                    return Failure.ENVIRONMENT;
                }
                LockSupport.parkNanos(MOMENT);
            }
        }
    }

    static CommandLine commandLine() {
        return new CommandLine("tracefold", new Tracefold(), new Program());
    }

    /** In the order in which people will want them. */
    @Override
    public void declare(Syntax syntax) {
        syntax.about("Folds the record of a coding agent's session into a graph that explains it.")
                .command("reduce", ReduceCommand::new)
                .command("check", CheckCommand::new)
                .command("summary", SummaryCommand::new)
                .command("show", ShowCommand::new)
                .command("explain", ExplainCommand::new)
                .command("find", FindCommand::new)
                .command("events", EventsCommand::new)
                .command("diff", DiffCommand::new)
                .command("step", StepCommand::new)
                .command("follow", FollowCommand::new)
                .command("report", ReportCommand::new)
                .command("view", ViewCommand::new)
                .command("export", ExportCommand::new)
                .command(ROLLOUTS, RolloutsCommand::new)
                .command("pack", PackCommand::new)
                .command("unpack", UnpackCommand::new)
                .command("completion", CompletionCommand::new);
    }

    @Override
    public int run(Console console) {
        throw new UsageError("name a command.");
    }

    /** Reads what the build wrote beside this class. */
    static String version() throws IOException {
        try (var in = Tracefold.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                throw new IllegalStateException("version.txt is missing beside " + Tracefold.class);
            }
            return new String(in.readAllBytes(), UTF_8).strip();
        }
    }

    private static final class Program implements CommandLine.Program {
        @Override
        public String version() throws IOException {
            return "tracefold " + Tracefold.version();
        }

        @Override
        public int complain(Exception error, Console console) {
            return Failures.complain(error, console);
        }
    }
}

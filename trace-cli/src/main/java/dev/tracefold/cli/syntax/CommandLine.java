/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.syntax;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.view.text.Ink;
import dev.tracefold.view.text.Printable;

/** A command where it stands among others. Only those that are asked for are made. Belongs to one thread. */
public final class CommandLine {
    /** A width at which lines are still easy to read. */
    private static final int WIDTH = 110;

    /** Says what the program is, and why a command could not do what it was asked. */
    public interface Program {
        String version() throws IOException;

        /** Complains, and gives the exit code. */
        int complain(Exception error, Console console);
    }

    private final String name;
    private final Command command;
    private final Program program;
    private final Syntax syntax;

    /** The command by which a program is started. */
    public CommandLine(String name, Command command, Program program) {
        this.name = name;
        this.command = command;
        this.program = program;
        this.syntax = Syntax.of(command);
    }

    /** With the names of those above it. */
    public String name() {
        return name;
    }

    String lastName() {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    Syntax syntax() {
        return syntax;
    }

    /** The commands below it, as they were declared. */
    public List<CommandLine> below() {
        return syntax.commands().keySet().stream().map(this::below).toList();
    }

    private CommandLine below(String word) {
        Supplier<Command> found = syntax.commands().get(word);
        if (found == null) {
            throw new UsageError("there is no command '" + word + "'"
                    + Reader.suggestion(word, syntax.commands().keySet().stream()));
        }
        return new CommandLine(name + " " + word, found.get(), program);
    }

    /** What can be typed behind it, and what that means; lines end with a line feed. */
    public String help(int width, Ink ink) {
        return Help.of(this, width, ink);
    }

    /**
     * Does what was typed.
     *
     * @return the exit code
     */
    public int execute(PrintWriter out, PrintWriter err, List<String> words) {
        Console console = new Console(name, out, err);
        Reader reader = new Reader(syntax, words);
        CommandLine below;
        try {
            Reader.Wish wish = reader.read();
            if (wish != Reader.Wish.DESCEND) {
                return run(wish, console);
            }
            below = below(reader.next());
        } catch (UsageError e) {
            console.giveUp(Printable.line(String.valueOf(e.getMessage())) + " Try '" + name + " --help'.");
            return Failure.USAGE;
        } catch (IOException | Failure | RuntimeException e) {
            return program.complain(e, console);
        }
        return below.execute(out, err, reader.rest());
    }

    private int run(Reader.Wish wish, Console console) throws IOException, Failure {
        switch (wish) {
            case RUN -> {
                return command.run(console);
            }
            case HELP -> console.out().print(help(Math.min(console.width(), WIDTH), console.ink()));
            case VERSION -> console.print(program.version());
            case DESCEND -> throw new IllegalArgumentException("nothing to be done here");
        }
        return 0;
    }
}

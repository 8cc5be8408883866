/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.syntax;

import java.util.ArrayList;
import java.util.List;

import dev.tracefold.view.text.Ink;
import dev.tracefold.view.text.Printable;

/** The help of one command. */
final class Help {
    private static final String USAGE = "Usage: ";

    /** One line of a list: what can be typed, and what it means. */
    private record Entry(String typed, String help) {}

    private final StringBuilder text = new StringBuilder();
    private final int width;
    private final Ink ink;

    private Help(int width, Ink ink) {
        this.width = width;
        this.ink = ink;
    }

    static String of(CommandLine command, int width, Ink ink) {
        Help help = new Help(width, ink);
        Syntax syntax = command.syntax();
        help.synopsis(command.name(), syntax);
        syntax.about().forEach(line -> Printable.wrap(line, width).forEach(help::line));
        List<Entry> arguments = new ArrayList<>();
        for (Argument argument : syntax.arguments()) {
            arguments.add(new Entry("      " + argument.times().mark(argument.label()), argument.help()));
        }
        List<Entry> options = new ArrayList<>();
        for (Option option : syntax.options()) {
            boolean indented = option.names().get(0).startsWith("--");
            options.add(new Entry(
                    (indented ? "      " : "  ") + option.typed(String.join(", ", option.names())), option.help()));
        }
        int column = Math.max(longest(arguments), longest(options)) + 3;
        help.entries(arguments, column);
        help.line("");
        help.line(ink.bold("Options:"));
        help.entries(options, column);
        help.commands(command);
        return help.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void synopsis(String name, Syntax syntax) {
        String start = USAGE + name;
        StringBuilder line = new StringBuilder(start);
        String indent = " ".repeat(start.length());
        for (String piece : pieces(syntax)) {
            if (line.length() + 1 + piece.length() > width && line.length() > indent.length()) {
                line(inked(line.toString(), name));
                line.setLength(0);
                line.append(indent);
            }
            line.append(' ').append(piece);
        }
        line(inked(line.toString(), name));
    }

    private String inked(String line, String name) {
        return line.startsWith(USAGE) ? USAGE + ink.bold(name) + line.substring(USAGE.length() + name.length()) : line;
    }

    /** Letters in one, then flags, options with a value, options that can be repeated, arguments. */
    private static List<String> pieces(Syntax syntax) {
        StringBuilder letters = new StringBuilder();
        List<String> flags = new ArrayList<>();
        List<String> options = new ArrayList<>();
        List<String> repeated = new ArrayList<>();
        for (Option option : syntax.options()) {
            String first = option.names().get(0);
            if (!option.letter().isEmpty()) {
                letters.append(option.letter());
            } else if (option.isFlag()) {
                flags.add(option.times().mark(first));
            } else {
                (option.times().repeated() ? repeated : options)
                        .add(option.times().mark(option.typed(first)));
            }
        }
        List<String> pieces = new ArrayList<>();
        pieces.add("[-" + letters + "]");
        pieces.addAll(flags);
        pieces.addAll(options);
        pieces.addAll(repeated);
        for (Argument argument : syntax.arguments()) {
            pieces.add(argument.times().mark(argument.label()));
        }
        if (!syntax.commands().isEmpty()) {
            pieces.add("COMMAND");
        }
        return pieces;
    }

    private static int longest(List<Entry> entries) {
        return entries.stream().mapToInt(entry -> entry.typed().length()).max().orElse(0);
    }

    private void entries(List<Entry> entries, int column) {
        for (Entry entry : entries) {
            String indent = " ".repeat(column);
            String typed = entry.typed();
            String lead = ink.name(typed) + " ".repeat(column - typed.length());
            for (String paragraph : entry.help().split("\n", -1)) {
                for (String piece : hanging(paragraph, width - column)) {
                    line(lead + piece);
                    lead = indent;
                }
            }
        }
    }

    /** Breaks a text so that all lines but the first are set back a little. */
    private static List<String> hanging(String text, int width) {
        List<String> first = Printable.wrap(text, width);
        if (first.size() == 1) {
            return first;
        }
        List<String> lines = new ArrayList<>();
        lines.add(first.get(0));
        String rest = text.substring(first.get(0).length()).stripLeading();
        Printable.wrap(rest, width - 2).forEach(line -> lines.add("  " + line));
        return lines;
    }

    private void commands(CommandLine command) {
        List<CommandLine> below = command.below();
        if (below.isEmpty()) {
            return;
        }
        line("");
        line(ink.bold("Commands") + " ('" + command.name() + " COMMAND --help' tells more of one):");
        List<Entry> entries = new ArrayList<>();
        for (CommandLine one : below) {
            entries.add(new Entry("  " + one.lastName(), one.syntax().about().get(0)));
        }
        entries(entries, longest(entries) + 2);
    }
}

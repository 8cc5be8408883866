/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be typed behind one command. Filled by it, in the order in which people should read of it. */
public final class Syntax {
    static final String HELP = "--help";
    static final String VERSION = "--version";

    private final List<String> about = new ArrayList<>();
    private final List<Option> options = new ArrayList<>();
    private final List<Argument> arguments = new ArrayList<>();
    private final Map<String, Supplier<Command>> commands = new LinkedHashMap<>();

    private Syntax() {}

    static Syntax of(Command command) {
        Syntax syntax = new Syntax();
        // These two end the reading; there is nothing to set.
        syntax.flag("-h, " + HELP, "Show this help message and exit.", () -> {});
        syntax.flag("-V, " + VERSION, "Print version information and exit.", () -> {});
        command.declare(syntax);
        return syntax;
    }

    /** What the command does: the first line also stands where all commands are listed. */
    public Syntax about(String... lines) {
        about.addAll(Arrays.asList(lines));
        return this;
    }

    /** An option without a value. Names are separated by commas. */
    public Syntax flag(String names, String help, Runnable set) {
        return add(new Option(names(names), null, help, Times.AT_MOST_ONCE, text -> set.run()));
    }

    /** An option with a value, which stands under that label in the help. */
    public <T> Syntax option(String names, String label, String help, Value<T> value, Consumer<T> set) {
        return option(names, label, help, Times.AT_MOST_ONCE, value, set);
    }

    /** The same, for one that must be there. */
    public <T> Syntax required(String names, String label, String help, Value<T> value, Consumer<T> set) {
        return option(names, label, help, Times.ONCE, value, set);
    }

    /** The same, for one that may be there several times, and is set each time. */
    public <T> Syntax repeated(String names, String label, String help, Value<T> value, Consumer<T> set) {
        return option(names, label, help, Times.ANY, value, set);
    }

    private <T> Syntax option(String names, String label, String help, Times times, Value<T> value, Consumer<T> set) {
        List<String> list = names(names);
        String longest = list.get(list.size() - 1);
        return add(new Option(list, label, help, times, text -> set.accept(value.parse(longest, text))));
    }

    private Syntax add(Option option) {
        options.add(option);
        return this;
    }

    /** What stands without an option; which one is told by its place. The last may be there several times. */
    public <T> Syntax argument(String label, String help, Times times, Value<T> value, Consumer<T> set) {
        arguments.add(new Argument(label, help, times, text -> set.accept(value.parse(label, text))));
        return this;
    }

    /** A command below this one. */
    public Syntax command(String name, Supplier<Command> command) {
        commands.put(name, command);
        return this;
    }

    private static List<String> names(String names) {
        return List.of(names.split(", "));
    }

    List<String> about() {
        return about;
    }

    /** In the order of the alphabet. */
    List<Option> options() {
        List<Option> sorted = new ArrayList<>(options);
        sorted.sort(Comparator.comparing(Option::longName));
        return sorted;
    }

    @Nullable
    Option option(String name) {
        for (Option option : options) {
            if (option.names().contains(name)) {
                return option;
            }
        }
        return null;
    }

    List<Argument> arguments() {
        return arguments;
    }

    Map<String, Supplier<Command>> commands() {
        return commands;
    }
}

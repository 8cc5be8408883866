/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import dev.tracefold.view.lookup.Near;

/** Reads what was typed behind one command, up to the name of one below it. */
final class Reader {
    /** What is wanted by what was read. */
    enum Wish {
        RUN,
        HELP,
        VERSION,
        /** The next word names a command below. */
        DESCEND
    }

    private final Syntax syntax;
    private final List<String> words;
    private final List<Option> seen = new ArrayList<>();
    private int next;
    private int arguments;

    Reader(Syntax syntax, List<String> words) {
        this.syntax = syntax;
        this.words = words;
    }

    /** Takes the next word. */
    String next() {
        return words.get(next++);
    }

    /** The words that were not read. */
    List<String> rest() {
        return words.subList(next, words.size());
    }

    Wish read() {
        boolean optionsEnded = false;
        while (next < words.size()) {
            String word = words.get(next);
            if (optionsEnded || !isOption(word)) {
                if (!syntax.commands().isEmpty()) {
                    return Wish.DESCEND;
                }
                next++;
                argument(word);
            } else {
                next++;
                if (word.equals("--")) {
                    optionsEnded = true;
                    continue;
                }
                Wish wish = word.startsWith("--") ? longOption(word) : letters(word);
                if (wish != Wish.RUN) {
                    return wish;
                }
            }
        }
        requireAll();
        return Wish.RUN;
    }

    /** A lone hyphen stands for a stream. */
    private static boolean isOption(String word) {
        return word.length() > 1 && word.startsWith("-");
    }

    private void argument(String word) {
        List<Argument> declared = syntax.arguments();
        int last = declared.size() - 1;
        if (arguments > last && (last < 0 || !declared.get(last).times().repeated())) {
            throw new UsageError("'" + word + "' is one argument too many.");
        }
        declared.get(Math.min(arguments, last)).set().accept(word);
        arguments++;
    }

    private Wish longOption(String word) {
        int sign = word.indexOf('=');
        String name = sign < 0 ? word : word.substring(0, sign);
        return option(known(name), name, sign < 0 ? null : word.substring(sign + 1));
    }

    /** Several flags may share a hyphen; behind the letter of an option, its value may follow. */
    private Wish letters(String word) {
        for (int i = 1; i < word.length(); i++) {
            String name = "-" + word.charAt(i);
            Option option = known(name);
            String value = word.substring(i + 1);
            if (!option.isFlag()) {
                return option(
                        option, name, value.isEmpty() ? null : value.startsWith("=") ? value.substring(1) : value);
            }
            Wish wish = option(option, name, null);
            if (wish != Wish.RUN) {
                return wish;
            }
        }
        return Wish.RUN;
    }

    private Option known(String name) {
        Option option = syntax.option(name);
        if (option == null) {
            Stream<String> names = syntax.options().stream().map(Option::longName);
            throw new UsageError("there is no option '" + name + "'" + suggestion(name, names));
        }
        return option;
    }

    static String suggestion(String typed, Stream<String> names) {
        List<String> near = Near.to(typed, names.toList());
        return near.isEmpty() ? "." : near.stream().collect(Collectors.joining("' or '", "; did you mean '", "'?"));
    }

    private Wish option(Option option, String name, @Nullable String attached) {
        if (option.names().contains(Syntax.HELP)) {
            return Wish.HELP;
        }
        if (option.names().contains(Syntax.VERSION)) {
            return Wish.VERSION;
        }
        if (seen.contains(option) && !option.isFlag() && !option.times().repeated()) {
            throw new UsageError(name + " is there twice.");
        }
        seen.add(option);
        if (option.isFlag() && attached != null) {
            throw new UsageError(name + " takes no value.");
        }
        option.set().accept(option.isFlag() ? "" : attached != null ? attached : value(option, name));
        return Wish.RUN;
    }

    /** The next word, unless that is an option of this command. */
    private String value(Option option, String name) {
        if (next == words.size() || syntax.option(words.get(next)) != null) {
            throw new UsageError(name + " wants a value, " + option.label() + ".");
        }
        return next();
    }

    private void requireAll() {
        List<String> missing = new ArrayList<>();
        for (int i = arguments; i < syntax.arguments().size(); i++) {
            Argument argument = syntax.arguments().get(i);
            if (argument.times().required()) {
                missing.add(argument.label());
            }
        }
        for (Option option : syntax.options()) {
            if (option.times().required() && !seen.contains(option)) {
                missing.add(option.typed(option.longName()));
            }
        }
        if (!missing.isEmpty()) {
            throw new UsageError("missing " + String.join(" and ", missing) + ".");
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with the arguments and where to read on, instead of showing the whole help. */
final class UsageError implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException error, String[] args) {
        var command = error.getCommandLine();
        var name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + problem(error, command) + " Try '" + name + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    private static String problem(ParameterException error, CommandLine command) {
        if (error instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            var argument = unmatched.getUnmatched().get(0);
            return command.getSubcommands().isEmpty()
                    ? "'" + argument + "' is one argument too many."
                    : "there is no command '" + argument + "'" + suggestion(unmatched.getSuggestions());
        }
        var message = error.getMessage();
        return message == null
                ? "the arguments make no sense."
                : message.replace(" is not a long", " is not a whole number")
                        .replace(" is not an int", " is not a whole number")
                        .replaceFirst("\\.?$", ".");
    }

    private static String suggestion(List<String> names) {
        return names.isEmpty()
                ? "."
                : names.stream().limit(3).collect(Collectors.joining("' or '", "; did you mean '", "'?"));
    }
}

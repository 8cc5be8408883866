/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.tracefold.cli.terminal.Console;

/** {@code tracefold completion}. */
@Command(
        name = "completion",
        description = {
            "Prints what makes a shell complete commands and options of tracefold.",
            "For bash: source <(tracefold completion bash). For zsh: the same, in .zshrc, behind compinit."
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private String shell = "";

    @Override
    public Integer call() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw new ParameterException(
                    spec.commandLine(), "there is nothing for '" + shell + "': it is made for bash and zsh.");
        }
        // One script serves both: zsh reads that of bash, once told to.
        String script = AutoComplete.bash("tracefold", Tracefold.commandLine());
        Console console = Console.of(spec);
        if (shell.equals("zsh")) {
            console.print("autoload -U +X bashcompinit && bashcompinit");
        }
        console.print(script);
        return 0;
    }
}

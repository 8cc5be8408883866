/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Completion;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;

/** {@code tracefold completion}. */
final class CompletionCommand implements Command {
    private String shell = "";

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Prints what makes a shell complete commands and options of tracefold.",
                "For bash: source <(tracefold completion bash). For zsh: the same, in .zshrc, behind compinit.");
        syntax.argument("SHELL", "bash or zsh.", Times.ONCE, Value.TEXT, value -> shell = value);
    }

    @Override
    public int run(Console console) {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw new UsageError("there is nothing for '" + shell + "': it is made for bash and zsh.");
        }
        // One script serves both: zsh reads that of bash, once told to.
        String script = Completion.bash(Tracefold.commandLine());
        if (shell.equals("zsh")) {
            console.print("autoload -U +X bashcompinit && bashcompinit");
        }
        console.print(script);
        return 0;
    }
}

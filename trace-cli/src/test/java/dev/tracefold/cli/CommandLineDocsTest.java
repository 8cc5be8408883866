/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * {@code docs/cli.md} is what the commands say about themselves. To write it anew: {@code mvn test -pl trace-cli -am
 * -Dtest=CommandLineDocsTest -Dsurefire.failIfNoSpecifiedTests=false -Dtracefold.docs=write}.
 */
class CommandLineDocsTest {
    private static final Path DOCS = Path.of("..", "docs", "cli.md");

    private static final String HEAD = """
            # The command `tracefold`

            Generated from its help: change that, then write this anew as `CommandLineDocsTest` says.

            Data goes to standard output, everything else to standard error. Colours appear on a terminal only, and not where `NO_COLOR`
            is set; what takes longer than two seconds shows there how far it is. Ids may be abbreviated wherever that is unambiguous.

            | exit code | means |
            |---|---|
            | 0 | fine |
            | 1 | the evidence is bad, or contradicts itself |
            | 2 | the command was used wrongly |
            | 3 | something cannot be read or written |
            """;

    private static String generated() {
        CommandLine tracefold = Tracefold.commandLine().setUsageHelpWidth(110);
        StringBuilder text = new StringBuilder(HEAD);
        section(text, tracefold);
        tracefold.getSubcommands().values().forEach(command -> {
            section(text, command);
            command.getSubcommands().values().forEach(below -> section(text, below));
        });
        return text.toString();
    }

    private static void section(StringBuilder text, CommandLine command) {
        String help = command.getUsageMessage(Ansi.OFF).replace(System.lineSeparator(), "\n");
        text.append("\n## ").append(command.getCommandSpec().qualifiedName()).append("\n\n```\n");
        help.lines().forEach(line -> text.append(line.stripTrailing()).append('\n'));
        text.append("```\n");
    }

    @Test
    void the_documentation_is_what_the_commands_say_about_themselves() throws IOException {
        if ("write".equals(System.getProperty("tracefold.docs"))) {
            Files.createDirectories(DOCS.getParent());
            Files.writeString(DOCS, generated());
        }
        assertThat(DOCS).content().isEqualTo(generated());
    }

    @Test
    void every_command_says_what_it_does_and_what_its_options_mean() {
        Tracefold.commandLine().getSubcommands().forEach((name, command) -> {
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(name)
                    .isNotEmpty();
            command.getCommandSpec()
                    .options()
                    .forEach(option -> assertThat(option.description())
                            .as(name + " " + option.longestName())
                            .isNotEmpty());
        });
    }
}

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

import dev.tracefold.cli.syntax.CommandLine;
import dev.tracefold.view.text.Ink;

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
        StringBuilder text = new StringBuilder(HEAD);
        section(text, Tracefold.commandLine());
        return text.toString();
    }

    private static void section(StringBuilder text, CommandLine command) {
        text.append("\n## ").append(command.name()).append("\n\n```\n");
        text.append(command.help(110, Ink.PLAIN)).append("```\n");
        command.below().forEach(below -> section(text, below));
    }

    @Test
    void the_documentation_is_what_the_commands_say_about_themselves() throws IOException {
        if ("write".equals(System.getProperty("tracefold.docs"))) {
            Files.createDirectories(DOCS.getParent());
            Files.writeString(DOCS, generated());
        }
        assertThat(DOCS).content().isEqualTo(generated());
    }
}

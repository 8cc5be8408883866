/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour of the README shows what the program says. */
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("\\$ \\./tracefold (.*)\n((?:(?!\\$ ).*\n)*)");

    @Test
    void the_tour_shows_what_the_program_says(@TempDir Path temp) throws Exception {
        int commands = 0;
        Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "README.md")));
        while (block.find()) {
            Matcher command = COMMAND.matcher(block.group(1));
            while (command.find()) {
                assertThat(output(command.group(1), temp)).as(command.group(1)).isEqualTo(command.group(2));
                commands++;
            }
        }
        assertThat(commands).isPositive();
    }

    /** The README stands one directory up, and what it writes belongs elsewhere. */
    private static String output(String line, Path temp) {
        String state = temp.resolve("state.json").toString();
        String[] args = line.replace("examples/", "../examples/")
                .replace("-o state.json", "-o " + state)
                .split(" ");
        StringWriter out = new StringWriter();
        Tracefold.commandLine().execute(new PrintWriter(out, true), new PrintWriter(out, true), List.of(args));
        return out.toString()
                .replace(System.lineSeparator(), "\n")
                .replace("../examples/", "examples/")
                .replace(state, "state.json");
    }
}

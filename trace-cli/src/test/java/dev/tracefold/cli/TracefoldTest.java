/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracefoldTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return Tracefold.commandLine().execute(new PrintWriter(out, true), new PrintWriter(err, true), List.of(words));
    }

    @Test
    void version_is_one_line() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("tracefold \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    @Test
    void help_says_how_to_go_on() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: tracefold").contains("tracefold COMMAND --help", "rollouts");
    }

    @Test
    void a_command_has_help_too() {
        assertThat(run("rollouts", "list", "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: tracefold rollouts list ");
    }

    @Test
    void what_is_asked_wrongly_is_refused_with_one_sentence() {
        assertThat(run("rejuce")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .isEqualTo("tracefold: there is no command 'rejuce'; did you mean 'reduce'? Try 'tracefold --help'."
                        + System.lineSeparator());
    }

    @Test
    void too_little_memory_is_said_once_there_is_enough_to_say_it() {
        int[] lacking = {2};
        PrintWriter full = new PrintWriter(err, true) {
            @Override
            public void println(String line) {
                if (lacking[0]-- > 0) {
                    throw new OutOfMemoryError();
                }
                super.println(line);
            }
        };
        assertThat(Tracefold.tooLittleMemory(full)).isEqualTo(3);
        assertThat(err.toString())
                .startsWith("tracefold: this takes more memory")
                .hasLineCount(1);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class TracefoldTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine tracefold = Tracefold.commandLine()
            .addSubcommand("rejoice", new Rejoice())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));

    @Test
    void version_is_one_line() {
        assertThat(tracefold.execute("--version")).isZero();
        assertThat(out.toString()).matches("tracefold \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    @Test
    void help_says_how_to_go_on() {
        assertThat(tracefold.execute("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: tracefold").contains("tracefold COMMAND --help", "rejoice");
    }

    @Test
    void a_command_has_help_too() {
        assertThat(tracefold.execute("rejoice", "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: tracefold rejoice");
    }

    @Nested
    class Refuses_with_one_sentence {

        @Test
        void no_command() {
            assertRefused("tracefold: name a command. Try 'tracefold --help'.");
        }

        @Test
        void an_unknown_command_and_suggests_a_near_one() {
            assertRefused(
                    "tracefold: there is no command 'rejoyce'; did you mean 'rejoice' or 'reduce' or 'report'? Try 'tracefold --help'.",
                    "rejoyce");
        }

        @Test
        void an_unknown_option() {
            assertRefused("tracefold: Unknown option: '--frobnicate'. Try 'tracefold --help'.", "--frobnicate");
        }

        @Test
        void an_argument_too_many() {
            assertRefused(
                    "tracefold rejoice: 'twice' is one argument too many. Try 'tracefold rejoice --help'.",
                    "rejoice",
                    "twice");
        }

        private void assertRefused(String sentence, String... args) {
            assertThat(tracefold.execute(args)).isEqualTo(2);
            assertThat(out.toString()).isEmpty();
            assertThat(err.toString()).isEqualTo(sentence + System.lineSeparator());
        }
    }

    @Command(description = "Stands in for a command.")
    static final class Rejoice implements Runnable {
        @Override
        public void run() {}
    }
}

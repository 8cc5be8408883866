/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.view.text.Ink;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static final class Outer implements Command {
        private final Bake bake = new Bake();

        @Override
        public void declare(Syntax syntax) {
            syntax.about("Works in a kitchen.").command("bake", () -> bake).command("boil", Boil::new);
        }

        @Override
        public int run(Console console) {
            throw new UsageError("name a command.");
        }
    }

    private static final class Bake implements Command {
        private @Nullable String cake;
        private @Nullable String tin;
        private @Nullable Integer minutes;
        private @Nullable String colour;
        private boolean quick;
        private boolean dark;
        private final List<String> toppings = new ArrayList<>();

        @Override
        public void declare(Syntax syntax) {
            syntax.about("Bakes a cake.", "Takes its time.")
                    .argument("CAKE", "Which one.", Times.ONCE, Value.TEXT, value -> cake = value)
                    .argument("TIN", "Into what.", Times.AT_MOST_ONCE, Value.TEXT, value -> tin = value)
                    .option("-m, --minutes", "N", "For how long.", Value.INTEGER, value -> minutes = value)
                    .required("--colour", "NAME", "How brown.", Value.TEXT, value -> colour = value)
                    .repeated("--topping", "NAME", "What goes on it.", Value.TEXT, toppings::add)
                    .flag("-q, --quick", "Hurry.", () -> quick = true)
                    .flag("--dark", "Without light.", () -> dark = true);
        }

        @Override
        public int run(Console console) {
            console.print(cake + " " + tin + " " + minutes + " " + colour + " " + toppings + " " + quick + " " + dark);
            return 7;
        }
    }

    private static final class Boil implements Command {
        private final List<String> eggs = new ArrayList<>();

        @Override
        public void declare(Syntax syntax) {
            syntax.about("Boils eggs.").argument("EGG", "Any.", Times.AT_LEAST_ONCE, Value.TEXT, eggs::add);
        }

        @Override
        public int run(Console console) throws IOException {
            if (eggs.contains("raw")) {
                throw new IOException("no gas");
            }
            console.print(eggs.toString());
            return 0;
        }
    }

    private static CommandLine kitchen() {
        return new CommandLine("kitchen", new Outer(), new CommandLine.Program() {
            @Override
            public String version() {
                return "kitchen 1";
            }

            @Override
            public int complain(Exception error, Console console) {
                console.complain(error.getMessage());
                return 9;
            }
        });
    }

    private String run(int exitCode, String... words) {
        int actual = kitchen().execute(new PrintWriter(out, true), new PrintWriter(err, true), List.of(words));
        assertThat(actual).as(err.toString()).isEqualTo(exitCode);
        return (exitCode == 2 || exitCode == 9 ? err : out).toString().strip();
    }

    @Nested
    class Understands {
        @Test
        void values_behind_a_blank_behind_a_sign_and_attached_to_a_letter() {
            assertThat(run(7, "bake", "plum", "--colour", "brown", "--minutes=5"))
                    .isEqualTo("plum null 5 brown [] false false");
            assertThat(run(7, "bake", "plum", "--colour=brown=black", "-m5")).contains("null 5 brown=black");
            assertThat(run(7, "bake", "plum", "--colour=", "-m", "-5")).contains("null -5  []");
            assertThat(run(7, "bake", "plum", "--colour=x", "-m=6")).contains("null 6 x");
        }

        @Test
        void letters_that_share_a_hyphen() {
            assertThat(run(7, "bake", "-qm5", "plum", "--colour=x")).isEqualTo("plum null 5 x [] true false");
        }

        @Test
        void options_before_between_and_behind_arguments() {
            assertThat(run(7, "bake", "--dark", "plum", "--colour", "x", "round", "-q"))
                    .isEqualTo("plum round null x [] true true");
        }

        @Test
        void options_that_are_repeated() {
            assertThat(run(7, "bake", "plum", "--colour=x", "--topping=a", "--topping", "b"))
                    .contains("[a, b]");
        }

        @Test
        void that_two_hyphens_end_the_options_and_one_is_an_argument() {
            assertThat(run(0, "boil", "-", "--", "--help", "-x")).isEqualTo("[-, --help, -x]");
        }

        @Test
        void that_what_looks_like_an_option_of_others_is_a_value() {
            assertThat(run(7, "bake", "plum", "--colour", "--beige")).contains("--beige");
        }

        @Test
        void help_wherever_it_is_asked_for() {
            assertThat(run(0, "--help")).startsWith("Usage: kitchen [-hV] COMMAND");
            assertThat(run(0, "bake", "plum", "-qh")).contains("Usage: kitchen bake ");
            assertThat(run(0, "boil", "--version")).endsWith("kitchen 1");
        }
    }

    @Nested
    class Refuses {
        @Test
        void what_there_is_not() {
            assertThat(run(2, "bale"))
                    .isEqualTo("kitchen: there is no command 'bale'; did you mean 'bake'? Try 'kitchen --help'.");
            assertThat(run(2, "bake", "--mintes=5"))
                    .endsWith("kitchen bake: there is no option '--mintes'; did you mean '--minutes'?"
                            + " Try 'kitchen bake --help'.");
            assertThat(run(2, "bake", "-qx")).contains("there is no option '-x'. Try");
            assertThat(run(2, "--dark")).contains("there is no option '--dark'");
        }

        @Test
        void too_much_and_too_little() {
            assertThat(run(2)).isEqualTo("kitchen: name a command. Try 'kitchen --help'.");
            assertThat(run(2, "bake")).contains("kitchen bake: missing CAKE and --colour=NAME.");
            assertThat(run(2, "boil")).contains("kitchen boil: missing EGG.");
            assertThat(run(2, "bake", "a", "b", "c")).contains("'c' is one argument too many.");
            assertThat(run(2, "bake", "a", "--colour=x", "--colour=y")).contains("--colour is there twice.");
        }

        @Test
        void values_that_are_none() {
            assertThat(run(2, "bake", "--minutes", "many")).contains("--minutes wants a whole number, not 'many'.");
            assertThat(run(2, "bake", "--minutes", "--dark")).contains("--minutes wants a value, N.");
            assertThat(run(2, "bake", "--minutes")).contains("--minutes wants a value, N.");
            assertThat(run(2, "bake", "--dark=yes")).contains("--dark takes no value.");
        }

        @Test
        void nothing_that_a_command_refuses_itself_but_leaves_that_to_the_program() {
            assertThat(run(9, "boil", "raw")).isEqualTo("kitchen boil: no gas");
        }
    }

    @Test
    void help_is_laid_out_for_a_width() {
        assertThat(kitchen().below().get(0).help(60, Ink.PLAIN)).isEqualTo("""
                        Usage: kitchen bake [-hqV] [--dark] --colour=NAME [-m=N]
                                            [--topping=NAME]... CAKE [TIN]
                        Bakes a cake.
                        Takes its time.
                              CAKE             Which one.
                              [TIN]            Into what.

                        Options:
                              --colour=NAME    How brown.
                              --dark           Without light.
                          -h, --help           Show this help message and exit.
                          -m, --minutes=N      For how long.
                          -q, --quick          Hurry.
                              --topping=NAME   What goes on it.
                          -V, --version        Print version information and exit.
                        """);
    }

    @Test
    void help_marks_what_can_be_typed() {
        assertThat(kitchen().help(60, Ink.COLOURS))
                .contains("Usage: \u001b[1mkitchen\u001b[0m [-hV] COMMAND", "\u001b[36m  bake\u001b[0m  Bakes a cake.");
    }

    @Test
    void bash_completes_commands_options_and_else_files() throws IOException, InterruptedException {
        String script = Completion.bash(kitchen());
        assertThat(completed(script, "kitchen", "b")).isEqualTo("bake boil");
        assertThat(completed(script, "kitchen", "--v")).isEqualTo("--version");
        assertThat(completed(script, "kitchen", "bake", "--"))
                .contains("--minutes", "--topping")
                .doesNotContain("boil");
        assertThat(completed(script, "kitchen", "bake", "x", "-")).contains("-q");
        assertThat(completed(script, "kitchen", "bake", "")).isEmpty();
    }

    /** What bash would offer for the last word. */
    private static String completed(String script, String... words) throws IOException, InterruptedException {
        String ask = script + "\nCOMP_WORDS=("
                + String.join(
                        " ", List.of(words).stream().map(w -> "'" + w + "'").toList()) + ")\nCOMP_CWORD="
                + (words.length - 1) + "\n_kitchen\necho \"${COMPREPLY[*]}\"\n";
        Process bash =
                new ProcessBuilder("bash", "-c", ask).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        return said.strip();
    }
}

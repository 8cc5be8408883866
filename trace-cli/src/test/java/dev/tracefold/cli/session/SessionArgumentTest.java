/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.CommandLine;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;

class SessionArgumentTest {
    @TempDir
    Path directory;

    /** Looks twice, and the session is put elsewhere in between. */
    private final class LookTwice implements Command {
        private final SessionArgument session = new SessionArgument();

        @Override
        public void declare(Syntax syntax) {
            syntax.about("Looks.");
            session.declare(syntax);
        }

        @Override
        public int run(Console console) throws IOException, Failure {
            console.print(session.path().toString());
            Files.move(directory.resolve("a.tfb"), directory.resolve("b.tfb"));
            console.print(session.path().toString());
            return 0;
        }
    }

    private static final class Complaining implements CommandLine.Program {
        @Override
        public String version() {
            return "";
        }

        @Override
        public int complain(Exception error, Console console) {
            console.complain(String.valueOf(error.getMessage()));
            return 1;
        }
    }

    @Test
    void isLookedUpOnce() throws IOException {
        Path packed = Files.createFile(directory.resolve("a.tfb"));

        String[] found = look(directory.resolve("a").toString());

        assertThat(found).containsExactly(packed.toString(), packed.toString());
    }

    @Test
    void nothingThereIsAFailure() {
        assertThat(look(directory.resolve("a").toString())).containsExactly("look: " + directory.resolve("a"));
    }

    private String[] look(String typed) {
        StringWriter printed = new StringWriter();
        PrintWriter console = new PrintWriter(printed);
        new CommandLine("look", new LookTwice(), new Complaining()).execute(console, console, List.of(typed));
        console.flush();
        return printed.toString().stripTrailing().split("\n", -1);
    }
}

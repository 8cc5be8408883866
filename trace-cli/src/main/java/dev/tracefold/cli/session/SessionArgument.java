/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Failure;

/** The one session that a command is about. What was typed may mean another one a moment later, so it is looked up once. */
public final class SessionArgument {
    private Path typed = Path.of("");
    private @Nullable Path found;

    public void declare(Syntax syntax) {
        syntax.argument("SESSION", SessionFinder.HELP, Times.ONCE, Value.PATH, value -> typed = value);
    }

    /** Where it lies. */
    public Path path() throws IOException, Failure {
        if (found == null) {
            found = SessionFinder.one(typed);
        }
        return found;
    }
}

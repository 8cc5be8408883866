/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.syntax;

import java.io.IOException;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;

/** Something that can be asked of the program. Each object is asked once: what was typed goes to its fields. */
public interface Command {
    /** Says what it does, and what can be typed behind it. */
    void declare(Syntax syntax);

    /**
     * Does it, once all that was typed is understood.
     *
     * @return the exit code
     * @throws UsageError if what was typed makes no sense together
     */
    int run(Console console) throws IOException, Failure;
}

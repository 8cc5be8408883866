/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Path;

import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.rollout.record.RolloutContext;

/** The one rollout that a command is about, and the home that it is looked up in. */
final class OneRollout {
    private String rollout = "";
    private final Home home = new Home();

    void declare(Syntax syntax) {
        syntax.argument(
                "ROLLOUT",
                "The session: its path, its id or how that begins, its name, or latest.",
                Times.ONCE,
                Value.TEXT,
                value -> rollout = value);
        home.declare(syntax);
    }

    /** For changing it: there must be a home. */
    RolloutContext home() throws Failure {
        return home.context();
    }

    /** For reading it: where it is named by its path, there may be no home. */
    RolloutContext anyHome() throws Failure {
        return home.contextOf(rollout);
    }

    /** The form of it that exists. */
    Path path(RolloutContext context) throws IOException, Failure {
        return Home.find(context, rollout);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;

import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.session.SessionArgument;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.replay.ReplayResult;
import dev.tracefold.view.text.SummaryText;

/** {@code tracefold summary}. */
final class SummaryCommand implements Command {
    private final SessionArgument session = new SessionArgument();
    private final Reading reading = new Reading();
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about("Says who ran, how long, at what cost, what failed and what never finished.");
        session.declare(syntax);
        reading.declare(syntax);
        syntax.flag("--json", "One JSON object.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        ReplayResult result = reading.load(session.path(), console);
        SummaryText summary = new SummaryText(result.state().view(), result.events(), console.ink(), console.width());
        if (json) {
            console.print(summary.json());
        } else {
            summary.print(console::print);
        }
        return 0;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.session.SessionArgument;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.replay.Timeline;
import dev.tracefold.view.text.ErrorText;

/** {@code tracefold step}. */
final class StepCommand implements Command {
    private final SessionArgument session = new SessionArgument();
    private long at;
    private final Reading reading = new Reading();

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Walks through the log, forwards and backwards, and shows what each event changed.",
                "Commands come line by line, so it works over any connection; '?' lists them.");
        session.declare(syntax);
        syntax.option("--at", "SEQ", "Begin at that event; as a rule, at the first.", Value.LONG, value -> at = value);
        reading.declare(syntax);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        try (Timeline timeline = reading.timeline(session.path(), console)) {
            return step(timeline, console);
        }
    }

    private int step(Timeline timeline, Console console) throws IOException, Failure {
        if (timeline.events().isEmpty()) {
            var error = timeline.result().error().orElse(null);
            throw error == null
                    ? new Failure(Failure.EVIDENCE, "the log has no event to look at.")
                    : Reading.failure(session.path(), error);
        }
        timeline.result()
                .error()
                .ifPresent(error -> console.note(
                        "note: the log contradicts itself behind the last step: " + ErrorText.line(error)));
        Stepper stepper = new Stepper(timeline, console);
        stepper.show(at);
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        boolean prompts = Console.isTerminal(0) && console.terminal();
        while (true) {
            if (prompts) {
                console.out().print(stepper.prompt());
            }
            console.out().flush();
            String line = in.readLine();
            if (line == null || !stepper.run(line.strip())) {
                return 0;
            }
        }
    }
}

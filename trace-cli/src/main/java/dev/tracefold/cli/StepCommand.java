/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.replay.Timeline;
import dev.tracefold.view.text.ErrorText;

/** {@code tracefold step}. */
@Command(
        name = "step",
        description = {
            "Walks through the log, forwards and backwards, and shows what each event changed.",
            "Commands come line by line, so it works over any connection; '?' lists them."
        })
final class StepCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SESSION", description = BundleArgument.HELP)
    private Path bundle = Path.of("");

    @Option(names = "--at", paramLabel = "SEQ", description = "Begin at that event; as a rule, at the first.")
    private long at;

    @Mixin
    private Reading reading = new Reading();

    @Override
    public Integer call() throws IOException, Failure {
        Console console = Console.of(spec);
        try (Timeline timeline = reading.timeline(bundle)) {
            return step(timeline, console);
        }
    }

    private int step(Timeline timeline, Console console) throws IOException, Failure {
        if (timeline.events().isEmpty()) {
            var error = timeline.result().error().orElse(null);
            throw error == null
                    ? new Failure(Failure.EVIDENCE, "the log has no event to look at.")
                    : Reading.failure(bundle, error);
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

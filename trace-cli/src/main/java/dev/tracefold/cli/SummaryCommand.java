/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
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
import dev.tracefold.replay.ReplayResult;
import dev.tracefold.view.text.SummaryText;

/** {@code tracefold summary}. */
@Command(name = "summary", description = "Says who ran, how long, at what cost, what failed and what never finished.")
final class SummaryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SESSION", description = BundleArgument.HELP)
    private Path bundle = Path.of("");

    @Mixin
    private Reading reading = new Reading();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, Failure {
        Console console = Console.of(spec);
        ReplayResult result = reading.load(bundle, console);
        SummaryText summary = new SummaryText(result.graph(), result.events(), console.ink(), console.width());
        if (json) {
            console.print(summary.json());
        } else {
            summary.print(console::print);
        }
        return 0;
    }
}

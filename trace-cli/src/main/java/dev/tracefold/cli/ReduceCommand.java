/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;

/** {@code tracefold reduce}. */
@Command(
        name = "reduce",
        description = {
            "Reduces bundles: folds the event log of each into the graph that explains it.",
            "The graph goes to state.json in the bundle, which is replaced only once the new one is whole.",
            "Rollouts (*.jsonl, *.jsonl.zst) are translated on the way; nothing is written beside them without -o."
        })
final class ReduceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "SESSION", description = "Sessions, or directories of bundles.")
    private List<Path> arguments = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the graph there instead; - is standard output. For one bundle.")
    private @Nullable String output;

    @Mixin
    private Reading reading = new Reading();

    @Option(
            names = "--diagnostics",
            paramLabel = "FILE",
            description = "Write what was noticed on the way there, one JSON object a line; - is standard output.")
    private @Nullable String diagnostics;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            description = "Reduce so many bundles at a time; as a rule, as many as there are processors.")
    private @Nullable Integer jobs;

    @Option(names = "--json", description = "Say how it went as one JSON object a bundle and line.")
    private boolean json;

    @Override
    public Integer call() throws IOException, Failure {
        if (jobs != null && jobs < 1) {
            throw new ParameterException(spec.commandLine(), "--jobs wants at least 1.");
        }
        if (json && ("-".equals(output) || "-".equals(diagnostics))) {
            throw new ParameterException(spec.commandLine(), "--json and - both want standard output.");
        }
        List<Path> bundles = BundleArgument.all(arguments);
        if (output != null && bundles.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "-o is for one bundle, and these are " + bundles.size() + ".");
        }
        Console console = Console.of(spec);
        Reduction reduction = new Reduction(reading, output, console);
        List<Reduction.Outcome> outcomes;
        try (Progress progress = Progress.over(console, "reducing", bundles)) {
            outcomes = reduction.all(bundles, jobs, progress, outcome -> {
                if (json) {
                    console.print(ReductionReport.json(outcome));
                    console.out().flush();
                }
            });
        }
        if (diagnostics != null) {
            ReductionReport.writeDiagnostics(outcomes, diagnostics, console);
        }
        if (!json) {
            new ReductionReport(console, reading, "-".equals(output)).print(outcomes);
        }
        return outcomes.stream().mapToInt(Reduction.Outcome::exitCode).max().orElse(0);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.session.Progress;
import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.session.SessionFinder;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;

/** {@code tracefold reduce}. */
final class ReduceCommand implements Command {
    private final List<Path> arguments = new ArrayList<>();
    private @Nullable String output;
    private final Reading reading = new Reading();
    private @Nullable String diagnostics;
    private @Nullable Integer jobs;
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Reduces bundles: folds the event log of each into the graph that explains it.",
                "The graph goes to state.json in the bundle, which is replaced only once the new one is whole.",
                "Rollouts (*.jsonl, *.jsonl.zst) are translated on the way; nothing is written beside them without -o.");
        syntax.argument(
                "SESSION", "Sessions, or directories of bundles.", Times.AT_LEAST_ONCE, Value.PATH, arguments::add);
        syntax.option(
                "-o, --output",
                "FILE",
                "Write the graph there instead; - is standard output. For one bundle.",
                Value.TEXT,
                value -> output = value);
        reading.declare(syntax);
        syntax.option(
                "--diagnostics",
                "FILE",
                "Write what was noticed on the way there, one JSON object a line; - is standard output.",
                Value.TEXT,
                value -> diagnostics = value);
        syntax.option(
                "-j, --jobs",
                "N",
                "Reduce so many bundles at a time; as a rule, as many as there are processors.",
                Value.INTEGER,
                value -> jobs = value);
        syntax.flag("--json", "Say how it went as one JSON object a bundle and line.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        if (jobs != null && jobs < 1) {
            throw new UsageError("--jobs wants at least 1.");
        }
        if (json && ("-".equals(output) || "-".equals(diagnostics))) {
            throw new UsageError("--json and - both want standard output.");
        }
        List<Path> bundles = SessionFinder.all(arguments);
        if (output != null && bundles.size() > 1) {
            throw new UsageError("-o is for one bundle, and these are " + bundles.size() + ".");
        }
        Reduction reduction = new Reduction(reading, output, console);
        List<Reduction.Outcome> outcomes;
        try (Progress progress = reading.progress(console, "reducing", bundles)) {
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

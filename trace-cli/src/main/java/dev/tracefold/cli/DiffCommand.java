/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayResult;
import dev.tracefold.view.text.ChangesText;

/** {@code tracefold diff}. */
@Command(
        name = "diff",
        description = "Says what changed between two moments of a bundle, or what tells two bundles apart.")
final class DiffCommand implements Callable<Integer> {
    private static final int OF_ONE_KIND = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SESSION", description = BundleArgument.HELP)
    private Path bundle = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "OTHER", description = "The session to compare it with.")
    private @Nullable Path other;

    @Option(names = "--from", paramLabel = "SEQ", description = "The moment after that event; 0 is before the first.")
    private @Nullable Long from;

    @Option(names = "--to", paramLabel = "SEQ", description = "The moment after that event; as a rule, the end.")
    private @Nullable Long to;

    @Option(names = "--salvage", description = "Leave out what cannot be folded and go on.")
    private boolean salvage;

    @Option(names = "--all", description = "List every object, however many there are.")
    private boolean all;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, Failure {
        if (other == null ? from == null : from != null || to != null) {
            throw new ParameterException(
                    spec.commandLine(), "name two moments, --from SEQ and --to SEQ, or a second bundle.");
        }
        Console console = Console.of(spec);
        Path second = other == null ? bundle : other;
        RolloutTrace before = load(bundle, from == null ? Long.MAX_VALUE : from);
        RolloutTrace after = load(second, to == null ? Long.MAX_VALUE : to);
        ChangesText changes = new ChangesText(before, after, console.ink());
        if (json) {
            console.print(changes.json());
        } else if (changes.isEmpty()) {
            console.note(other == null ? "Nothing changed." : "The graphs are equal.");
        } else {
            changes.print(all ? Integer.MAX_VALUE : OF_ONE_KIND, console::print);
        }
        return 0;
    }

    private RolloutTrace load(Path argument, long until) throws IOException, Failure {
        Path directory = BundleArgument.one(argument);
        Replay replay = Sessions.replay(directory, salvage, report -> {}).until(until);
        ReplayResult result = replay.run();
        ReductionError error = result.error().orElse(null);
        if (error != null) {
            throw Reading.failure(directory, error);
        }
        return result.graph();
    }
}

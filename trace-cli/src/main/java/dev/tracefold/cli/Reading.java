/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.ReducedState;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.replay.Diagnostic;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.ReplayResult;
import dev.tracefold.replay.Timeline;
import dev.tracefold.view.text.ErrorText;
import dev.tracefold.view.text.Printable;

/** How a command reads its bundle. */
final class Reading {
    private static final int NOTES = 5;

    @Option(
            names = "--salvage",
            description = "Leave out what cannot be folded and go on; without it, the first error ends the command.")
    private boolean salvage;

    @Option(
            names = "--until",
            paramLabel = "SEQ",
            description = "Look at the moment after that event instead of at the end.")
    private @Nullable Long until;

    /** How it is to be replayed. */
    Replay replay(Path bundle) {
        Replay replay = Sessions.replay(bundle, salvage);
        return until == null ? replay : replay.until(until);
    }

    /** Whether an event is within what is looked at. */
    boolean reaches(long seq) {
        return until == null || seq <= until;
    }

    /** The reduced bundle; what was noticed on the way goes to standard error. */
    ReplayResult load(Path argument, Console console) throws IOException, Failure {
        return load(argument, console, (event, state) -> {});
    }

    /** The same, showing each event that was folded with the state behind it. */
    ReplayResult load(Path argument, Console console, BiConsumer<RawTraceEvent, ReducedState> watcher)
            throws IOException, Failure {
        Path bundle = BundleArgument.one(argument);
        ReplayResult result;
        try (Progress progress = Progress.over(console, "reading", List.of(bundle))) {
            result = replay(bundle).run((event, state) -> {
                progress.step();
                watcher.accept(event, state);
            });
        }
        ReductionError error = result.error().orElse(null);
        if (error != null) {
            throw failure(bundle, error);
        }
        // What the reduction itself could not find is in the graph, or rather not; what was lost before it is not.
        note(
                result.diagnostics().stream()
                        .filter(diagnostic -> diagnostic instanceof Diagnostic.LeftOut
                                || diagnostic instanceof Diagnostic.Gap
                                || diagnostic instanceof Diagnostic.TornTail)
                        .toList(),
                console);
        return result;
    }

    /** Every moment of a bundle; where it contradicts itself, those before. */
    Timeline timeline(Path argument) throws IOException, Failure {
        Path bundle = BundleArgument.one(argument);
        try {
            return Timeline.of(replay(bundle));
        } catch (ReplayException e) {
            throw failure(bundle, e.error());
        }
    }

    /** What is wrong, and how to go on all the same. */
    static Failure failure(Path bundle, ReductionError error) {
        return new Failure(
                Failure.EVIDENCE,
                Printable.line(bundle.toString()) + ": " + ErrorText.line(error) + ".\n  What to do: "
                        + ErrorText.advice(error.code()) + ".");
    }

    static void note(List<Diagnostic> diagnostics, Console console) {
        diagnostics.stream()
                .limit(NOTES)
                .forEach(diagnostic -> console.note("note: " + Printable.line(diagnostic.sentence())));
        if (diagnostics.size() > NOTES) {
            console.note("note: " + (diagnostics.size() - NOTES) + " more of the kind; 'tracefold check' lists them");
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.session.Progress;
import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.session.SessionFinder;
import dev.tracefold.cli.session.Sessions;
import dev.tracefold.cli.terminal.AsideFile;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.json.GraphJson;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.replay.Diagnostic;
import dev.tracefold.replay.ReplayResult;

/** Reduces bundles, several at a time, and writes what comes of it. */
final class Reduction {
    /**
     * How it went with one bundle.
     *
     * @param reduced absent where the bundle could not be read, or the graph not be written
     * @param items conversation items of the graph
     * @param problem why it could not be read or written; absent where it could
     * @param unusable the exit code that the problem stands for
     * @param written where the graph went; absent where none was written to a file
     */
    record Outcome(
            Path bundle,
            @Nullable Reduced reduced,
            int items,
            @Nullable String problem,
            int unusable,
            @Nullable Path written) {
        static Outcome of(Path bundle, IOException problem) {
            return new Outcome(bundle, null, 0, Failures.sentence(problem), Failures.exitCode(problem), null);
        }

        @Nullable
        ReductionError error() {
            return reduced == null ? null : reduced.error();
        }

        boolean ok() {
            return problem == null && error() == null;
        }

        int exitCode() {
            return ok() ? 0 : problem != null ? unusable : Failure.EVIDENCE;
        }
    }

    /** What is told of a session: its state is let go of, for there may be many sessions. */
    record Reduced(
            long events,
            List<Diagnostic> diagnostics,
            @Nullable ReductionError error) {
        static Reduced of(ReplayResult result) {
            return new Reduced(
                    result.events(), result.diagnostics(), result.error().orElse(null));
        }
    }

    private final Reading reading;
    private final @Nullable String output;
    private final Console console;

    Reduction(Reading reading, @Nullable String output, Console console) {
        this.reading = reading;
        this.output = output;
        this.console = console;
    }

    /** Reduces all; outcomes are told in the order of the bundles, as soon as they can be. */
    List<Outcome> all(List<Path> bundles, @Nullable Integer jobs, Progress progress, Consumer<Outcome> watcher) {
        int atOnce =
                Math.min(bundles.size(), jobs == null ? Runtime.getRuntime().availableProcessors() : jobs);
        List<Outcome> outcomes = new ArrayList<>();
        if (atOnce == 1) {
            for (Path bundle : bundles) {
                Outcome outcome = one(bundle, progress);
                outcomes.add(outcome);
                watcher.accept(outcome);
            }
            return outcomes;
        }
        ExecutorService pool = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<Outcome>> futures = new ArrayList<>();
            for (Path bundle : bundles) {
                futures.add(pool.submit(() -> one(bundle, progress)));
            }
            for (Future<Outcome> future : futures) {
                Outcome outcome = get(future);
                outcomes.add(outcome);
                watcher.accept(outcome);
            }
            return outcomes;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Outcome get(Future<Outcome> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException bug ? bug : new IllegalStateException(e.getCause());
        }
    }

    private Outcome one(Path bundle, Progress progress) {
        try {
            SessionFinder.requireAccess(bundle);
            ReplayResult result = reading.replay(bundle, progress).run((event, state) -> progress.event());
            if (!result.ok()) {
                return new Outcome(bundle, Reduced.of(result), 0, null, 0, null);
            }
            return written(bundle, Reduced.of(result), result.state().view());
        } catch (UncheckedIOException e) {
            return Outcome.of(bundle, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            return Outcome.of(bundle, e);
        }
    }

    private Outcome written(Path bundle, Reduced reduced, SessionGraph graph) throws IOException {
        int items = graph.conversationItems().size();
        return new Outcome(bundle, reduced, items, null, 0, write(bundle, graph));
    }

    private @Nullable Path write(Path bundle, SessionGraph graph) throws IOException {
        if ("-".equals(output)) {
            console.bytes(stream -> GraphJson.write(graph, stream));
            return null;
        }
        if (output == null && Sessions.isRollout(bundle)) {
            // Beside a rollout is the home of somebody else: nothing goes there unless it is asked for by name.
            return null;
        }
        Path file = output == null ? Sessions.state(bundle) : Path.of(output);
        AsideFile.write(file, stream -> GraphJson.write(graph, stream));
        return file;
    }
}

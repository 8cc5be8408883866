/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.ReducedState;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.replay.Diagnostic;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.ReplayResult;
import dev.tracefold.replay.Timeline;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.rollout.translate.TranslationReport;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.ErrorText;
import dev.tracefold.view.text.Printable;

/** How a command reads its session. */
public final class Reading {
    private static final int NOTES = 5;

    private final WithAgents agents = new WithAgents();
    private boolean salvage;
    private @Nullable Long until;

    private final Map<Path, TranslationReport> reports = new ConcurrentHashMap<>();

    public void declare(Syntax syntax) {
        syntax.flag(
                "--salvage",
                "Leave out what cannot be folded and go on; without it, the first error ends the command.",
                () -> salvage = true);
        syntax.option(
                "--until",
                "SEQ",
                "Look at the moment after that event instead of at the end.",
                Value.LONG,
                value -> until = value);
        agents.declare(syntax);
    }

    /**
     * Opens the session itself.
     *
     * @throws ReplayException if it is none that can be read
     */
    public TraceSource open(Path session) throws IOException, Failure, ReplayException {
        return agents.open(session);
    }

    /**
     * The same; of a rollout, the progress counts the bytes that are read.
     *
     * @throws ReplayException if it is none that can be read
     */
    public TraceSource open(Path session, Progress progress) throws IOException, Failure, ReplayException {
        return agents.open(session, progress);
    }

    /** Starts to count what is read of sessions. */
    public Progress progress(Console console, String task, List<Path> sessions) {
        return new Progress(console, task, sessions, agents);
    }

    /** How it is to be replayed. Of a rollout, the progress counts the bytes that are read. */
    public Replay replay(Path session, Progress progress) {
        TraceSource.Opener opener = () -> agents.open(session, progress, report -> reports.put(session, report));
        Replay replay = salvage ? Replay.salvage(opener) : Replay.strict(opener);
        return until == null ? replay : replay.until(until);
    }

    /** Whether an event is within what is looked at. */
    public boolean reaches(long seq) {
        return until == null || seq <= until;
    }

    /** The reduced session; what was noticed on the way goes to standard error. */
    public ReplayResult load(Path session, Console console) throws IOException, Failure {
        return load(session, console, (event, state) -> {});
    }

    /** The same, showing each event that was folded with the state behind it. */
    public ReplayResult load(Path session, Console console, BiConsumer<RawTraceEvent, ReducedState> watcher)
            throws IOException, Failure {
        ReplayResult result;
        try (Progress progress = progress(console, "reading", List.of(session))) {
            result = replay(session, progress).run((event, state) -> {
                progress.event();
                watcher.accept(event, state);
            });
        }
        ReductionError error = result.error().orElse(null);
        if (error != null) {
            throw failure(session, error);
        }
        noteTranslation(session, console);
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

    /** Every moment of a session; where it contradicts itself, those before. */
    public Timeline timeline(Path session, Console console) throws IOException, Failure {
        try (Progress progress = progress(console, "reading", List.of(session))) {
            return Timeline.of(replay(session, progress));
        } catch (ReplayException e) {
            throw failure(session, e.error());
        }
    }

    /** What is wrong, and how to go on all the same. */
    public static Failure failure(Path session, ReductionError error) {
        return new Failure(
                Failure.EVIDENCE,
                Printable.line(session.toString()) + ": " + ErrorText.line(error) + ".\n  What to do: "
                        + ErrorText.advice(error.code()) + ".");
    }

    /** What a rollout held that its graph does not. */
    public void noteTranslation(Path rollout, Console console) {
        TranslationReport report = reports.get(rollout);
        if (report == null) {
            return;
        }
        if (report.truncated()) {
            console.note("note: the compressed file is damaged or ends too early; what could be read of it counts");
        }
        if (report.badLines() > 0) {
            console.note("note: left out " + Amounts.count(report.badLines(), "line") + " of " + report.lines()
                    + ", which could not be read");
        }
        if (report.misnumberedLines() > 0) {
            console.note("note: misnumbered: " + Amounts.count(report.misnumberedLines(), "line")
                    + "; the program that recorded this may show nothing from there on"
                    + " ('tracefold rollouts profile' tells from where)");
        }
        if (report.copiedLines() > 0) {
            console.note("note: copied from the session that this one comes from: "
                    + Amounts.count(report.copiedLines(), "line")
                    + " at its beginning; their turns and tokens count here too");
        }
        if (report.inheritedLines() > 0) {
            console.note("note: goes on from " + Amounts.count(report.inheritedLines(), "line")
                    + " of other rollouts; their turns and tokens count here too");
        }
        long missing = report.spawned() - (report.rollouts() - 1);
        if (missing > 0) {
            console.note(
                    agents.wanted()
                            ? "note: rollouts of " + Amounts.count(missing, "agent") + " of " + report.spawned()
                                    + " were not found"
                            : "note: spawned " + Amounts.count(report.spawned(), "agent")
                                    + ": with --agents, what agents did is read too");
        }
        if (!report.passedOver().isEmpty()) {
            String kinds = report.passedOver().entrySet().stream()
                    .limit(NOTES)
                    .map(entry -> entry.getValue() + " × " + entry.getKey())
                    .collect(Collectors.joining(", "));
            int more = report.passedOver().size() - NOTES;
            console.note("note: not part of the graph: " + Printable.line(kinds)
                    + (more > 0 ? ", and " + Amounts.count(more, "kind") + " more" : ""));
        }
    }

    public static void note(List<Diagnostic> diagnostics, Console console) {
        diagnostics.stream()
                .limit(NOTES)
                .forEach(diagnostic -> console.note("note: " + Printable.line(diagnostic.sentence())));
        if (diagnostics.size() > NOTES) {
            console.note("note: " + (diagnostics.size() - NOTES) + " more of the kind; 'tracefold check' lists them");
        }
    }
}

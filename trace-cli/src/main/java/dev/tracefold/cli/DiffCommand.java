/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.session.Progress;
import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.session.SessionArgument;
import dev.tracefold.cli.session.SessionFinder;
import dev.tracefold.cli.session.WithAgents;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayResult;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.view.text.ChangesText;

/** {@code tracefold diff}. */
final class DiffCommand implements Command {
    private static final int OF_ONE_KIND = 20;

    private final SessionArgument session = new SessionArgument();
    private @Nullable Path other;
    private @Nullable Long from;
    private @Nullable Long to;
    private final WithAgents agents = new WithAgents();
    private boolean salvage;
    private boolean all;
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about("Says what changed between two moments of a bundle, or what tells two bundles apart.");
        session.declare(syntax);
        syntax.argument(
                "OTHER", "The session to compare it with.", Times.AT_MOST_ONCE, Value.PATH, value -> other = value);
        syntax.option(
                "--from",
                "SEQ",
                "The moment after that event; 0 is before the first.",
                Value.LONG,
                value -> from = value);
        syntax.option(
                "--to", "SEQ", "The moment after that event; as a rule, the end.", Value.LONG, value -> to = value);
        syntax.flag("--salvage", "Leave out what cannot be folded and go on.", () -> salvage = true);
        agents.declare(syntax);
        syntax.flag("--all", "List every object, however many there are.", () -> all = true);
        syntax.flag("--json", "One JSON object.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        if (other == null ? from == null : from != null || to != null) {
            throw new UsageError("name two moments, --from SEQ and --to SEQ, or a second bundle.");
        }
        Path first = session.path();
        Path second = other == null ? first : SessionFinder.one(other);
        RolloutTrace before = load(first, from == null ? Long.MAX_VALUE : from, console);
        RolloutTrace after = load(second, to == null ? Long.MAX_VALUE : to, console);
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

    private RolloutTrace load(Path directory, long until, Console console) throws IOException, Failure {
        ReplayResult result;
        try (Progress progress = new Progress(console, "reading", List.of(directory), agents)) {
            TraceSource.Opener opener = () -> agents.open(directory, progress);
            Replay replay = salvage ? Replay.salvage(opener) : Replay.strict(opener);
            result = replay.until(until).run((event, state) -> progress.event());
        }
        ReductionError error = result.error().orElse(null);
        if (error != null) {
            throw Reading.failure(directory, error);
        }
        return result.graph();
    }
}

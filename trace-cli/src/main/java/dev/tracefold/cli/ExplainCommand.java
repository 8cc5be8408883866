/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.tracefold.cli.session.Progress;
import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.session.SessionArgument;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.view.text.ExplainText;

/** {@code tracefold explain}. */
final class ExplainCommand implements Command {
    private final SessionArgument session = new SessionArgument();
    private String id = "";
    private boolean json;
    private final Reading reading = new Reading();

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Explains an object by the chain of cause around it, with the events that say so.",
                "Of a tool call: who asked for it, what ran, what the model saw of it. Of an item: which requests carried it.");
        session.declare(syntax);
        syntax.argument("ID", "The object: its id, or enough of it.", Times.ONCE, Value.TEXT, value -> id = value);
        syntax.flag("--json", "One JSON object.", () -> json = true);
        reading.declare(syntax);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        RolloutTrace graph = reading.load(session.path(), console).graph();
        ExplainText text = new ExplainText(graph, ObjectArgument.any(graph, id), console.ink(), console.width());
        List<RawTraceEvent> events = events(text, console);
        if (json) {
            console.print(text.json(events));
        } else {
            text.print(events, console::print);
        }
        return 0;
    }

    private List<RawTraceEvent> events(ExplainText text, Console console) throws IOException, Failure {
        List<RawTraceEvent> events = new ArrayList<>();
        try (Progress progress = reading.progress(console, "looking for events", List.of(session.path()));
                TraceSource source = reading.open(session.path(), progress);
                EventLog log = source.events()) {
            while (log.advance()) {
                RawTraceEvent event = log.event();
                progress.event();
                if (event != null && reading.reaches(event.seq()) && text.concerns(event)) {
                    events.add(event);
                }
            }
        } catch (ReplayException e) {
            throw Reading.failure(session.path(), e.error());
        }
        return events;
    }
}

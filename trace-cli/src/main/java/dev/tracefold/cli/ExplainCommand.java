/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.view.text.ExplainText;

/** {@code tracefold explain}. */
@Command(
        name = "explain",
        description = {
            "Explains an object by the chain of cause around it, with the events that say so.",
            "Of a tool call: who asked for it, what ran, what the model saw of it. Of an item: which requests carried it."
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SESSION", description = BundleArgument.HELP)
    private Path bundle = Path.of("");

    @Parameters(index = "1", paramLabel = "ID", description = "The object: its id, or enough of it.")
    private String id = "";

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Mixin
    private Reading reading = new Reading();

    @Override
    public Integer call() throws IOException, Failure {
        Console console = Console.of(spec);
        RolloutTrace graph = reading.load(bundle, console).graph();
        ExplainText text = new ExplainText(graph, ObjectArgument.any(graph, id), console.ink(), console.width());
        List<RawTraceEvent> events = events(text);
        if (json) {
            console.print(text.json(events));
        } else {
            text.print(events, console::print);
        }
        return 0;
    }

    private List<RawTraceEvent> events(ExplainText text) throws IOException, Failure {
        List<RawTraceEvent> events = new ArrayList<>();
        try (TraceSource session = Sessions.open(bundle);
                EventLog log = session.events()) {
            while (log.advance()) {
                RawTraceEvent event = log.event();
                if (event != null && reading.reaches(event.seq()) && text.concerns(event)) {
                    events.add(event);
                }
            }
        } catch (ReplayException e) {
            throw Reading.failure(bundle, e.error());
        }
        return events;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.session.SessionArgument;
import dev.tracefold.cli.session.WithAgents;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.raw.EventType;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.view.text.ErrorText;

/** {@code tracefold events}. */
final class EventsCommand implements Command {
    private final SessionArgument session = new SessionArgument();
    private final List<String> types = new ArrayList<>();
    private @Nullable String thread;
    private @Nullable String turn;
    private long from = Long.MIN_VALUE;
    private long to = Long.MAX_VALUE;
    private final WithAgents agents = new WithAgents();
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about("Prints the raw log, one line an event; nothing is reduced.");
        session.declare(syntax);
        syntax.repeated(
                "--type",
                "TYPE,...",
                "Only events of these types; the beginning of a name will do: inference, tool_call_end.",
                Value.TEXT,
                value -> types.addAll(List.of(value.split(",", -1))));
        syntax.option(
                "--thread",
                "PATH",
                "Only one agent's: its path, or how its id begins.",
                Value.TEXT,
                value -> thread = value);
        syntax.option(
                "--turn",
                "ID",
                "Only one turn's: its number, or how its id begins.",
                Value.TEXT,
                value -> turn = value);
        syntax.option("--from", "SEQ", "From that event on.", Value.LONG, value -> from = value);
        syntax.option("--to", "SEQ", "Up to that event.", Value.LONG, value -> to = value);
        agents.declare(syntax);
        syntax.flag("--json", "Events as they are in the log, one JSON object a line.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        types.forEach(this::checkType);
        Path directory = session.path();
        boolean sound = true;
        try {
            EventFilter filter = new EventFilter(types, thread, turn);
            try (TraceSource source = agents.open(directory);
                    EventLog log = source.events()) {
                EventPrinter printer =
                        new EventPrinter(console.ink(), source.manifest().startedAtUnixMs());
                while (log.advance()) {
                    RawTraceEvent event = log.event();
                    if (event == null) {
                        sound = false;
                        complain(log.problem(), console);
                        continue;
                    }
                    printer.learn(event);
                    filter.learn(event);
                    if (event.seq() >= from && event.seq() <= to && filter.takes(event)) {
                        print(event, printer, console);
                    }
                }
                if (log.torn()) {
                    console.note("note: line " + log.line() + " is torn: its recorder died or still writes it");
                }
            }
        } catch (ReplayException e) {
            throw Reading.failure(directory, e.error());
        }
        return sound ? 0 : Failure.EVIDENCE;
    }

    private void checkType(String type) {
        String wanted = type.toLowerCase(Locale.ROOT);
        if (Arrays.stream(EventType.values())
                .noneMatch(known -> WireNames.of(known).startsWith(wanted))) {
            throw new UsageError("no type of event begins with '" + type + "'; there are "
                    + String.join(
                            ", ",
                            Arrays.stream(EventType.values()).map(WireNames::of).toList())
                    + ".");
        }
    }

    private void print(RawTraceEvent event, EventPrinter printer, Console console) {
        if (json) {
            console.print(new String(RawEventJson.toLine(event), UTF_8).stripTrailing());
        } else {
            console.printShort(printer.line(event));
        }
    }

    private static void complain(@Nullable ReductionError problem, Console console) {
        if (problem != null) {
            console.complain(ErrorText.line(problem) + ".");
        }
    }
}

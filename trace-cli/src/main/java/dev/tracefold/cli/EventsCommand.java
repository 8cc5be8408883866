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
@Command(name = "events", description = "Prints the raw log, one line an event; nothing is reduced.")
final class EventsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SESSION", description = BundleArgument.HELP)
    private Path argument = Path.of("");

    @Option(
            names = "--type",
            split = ",",
            paramLabel = "TYPE",
            description = "Only events of these types; the beginning of a name will do: inference, tool_call_end.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--thread", paramLabel = "PATH", description = "Only one agent's: its path, or how its id begins.")
    private @Nullable String thread;

    @Option(names = "--turn", paramLabel = "ID", description = "Only one turn's: its number, or how its id begins.")
    private @Nullable String turn;

    @Option(names = "--from", paramLabel = "SEQ", description = "From that event on.")
    private long from = Long.MIN_VALUE;

    @Option(names = "--to", paramLabel = "SEQ", description = "Up to that event.")
    private long to = Long.MAX_VALUE;

    @Option(names = "--json", description = "Events as they are in the log, one JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException, Failure {
        types.forEach(this::checkType);
        Console console = Console.of(spec);
        Path directory = BundleArgument.one(argument);
        boolean sound = true;
        try {
            EventFilter filter = new EventFilter(types, thread, turn);
            try (TraceSource session = Sessions.open(directory);
                    EventLog log = session.events()) {
                EventPrinter printer =
                        new EventPrinter(console.ink(), session.manifest().startedAtUnixMs());
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
            throw new ParameterException(
                    spec.commandLine(),
                    "no type of event begins with '" + type + "'; there are "
                            + String.join(
                                    ", ",
                                    Arrays.stream(EventType.values())
                                            .map(WireNames::of)
                                            .toList())
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

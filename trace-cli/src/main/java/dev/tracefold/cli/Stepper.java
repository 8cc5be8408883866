/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.util.List;
import java.util.Locale;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.replay.Timeline;
import dev.tracefold.view.text.ChangesText;
import dev.tracefold.view.text.ExplainText;
import dev.tracefold.view.text.ObjectText;
import dev.tracefold.view.text.SummaryText;

/** A place in a log, and the commands that move it. */
final class Stepper {
    private static final int CHANGES = 12;
    private static final int AROUND = 5;

    private static final String HELP = """
            Enter, n      the next event          p    the one before
            NUMBER        the event of that seq   +N, -N  so many events on or back
            /TEXT         the next event whose line has that text; / alone repeats the search
            l             the events around here
            s ID, e ID    show or explain an object as it is here
            s             what the session has come to so far
            q             quit""";

    private final Timeline timeline;
    private final List<RawTraceEvent> events;
    private final Console console;
    private final EventPrinter printer;
    private int position;
    private String search = "";

    Stepper(Timeline timeline, Console console) {
        this.timeline = timeline;
        this.events = timeline.events();
        this.console = console;
        this.printer = new EventPrinter(console.ink(), timeline.at(0).graph().startedAtUnixMs());
        events.forEach(printer::learn);
    }

    /** Goes to the first event that is not before that seq. */
    void show(long seq) {
        int place = 0;
        while (place < events.size() - 1 && events.get(place).seq() < seq) {
            place++;
        }
        go(place);
    }

    String prompt() {
        return console.ink().bold("[" + (position + 1) + "/" + events.size() + "] ");
    }

    /** Runs one command; false if it was the last. */
    boolean run(String line) {
        switch (line) {
            case "", "n" -> go(position + 1);
            case "p" -> go(position - 1);
            case "l" -> list();
            case "s" -> new SummaryText(graph(), position + 1, console.ink(), console.width()).print(console::print);
            case "?", "h" -> HELP.lines().forEach(console::print);
            case "q" -> {
                return false;
            }
            default -> {
                if (line.startsWith("/")) {
                    find(line.substring(1));
                } else if (line.matches("[+-][0-9]{1,9}")) {
                    go(position + Integer.parseInt(line));
                } else if (line.matches("[0-9]{1,18}")) {
                    show(Long.parseLong(line));
                } else {
                    object(line);
                }
            }
        }
        return true;
    }

    private RolloutTrace graph() {
        return timeline.at(events.get(position).seq()).graph();
    }

    private void go(int place) {
        if (place >= events.size()) {
            console.print("This was the last event.");
        } else if (place < 0) {
            console.print("This was the first event.");
        }
        position = Math.max(0, Math.min(events.size() - 1, place));
        if (position == place) {
            print();
        }
    }

    private void print() {
        RawTraceEvent event = events.get(position);
        long before = position == 0 ? 0 : events.get(position - 1).seq();
        console.printShort(printer.line(event));
        ChangesText changes = new ChangesText(timeline.at(before).graph(), graph(), console.ink());
        if (changes.isEmpty()) {
            console.print("  (changes nothing)");
        }
        changes.print(CHANGES, line -> console.printShort("  " + line));
    }

    private void list() {
        int first = Math.max(0, position - AROUND);
        int end = Math.min(events.size(), position + AROUND + 1);
        for (int i = first; i < end; i++) {
            console.printShort((i == position ? "> " : "  ") + printer.line(events.get(i)));
        }
    }

    private void find(String text) {
        search = text.isEmpty() ? search : text.toLowerCase(Locale.ROOT);
        for (int i = position + 1; i < events.size(); i++) {
            RawTraceEvent event = events.get(i);
            if (WireNames.of(event.payload().type()).contains(search)
                    || printer.line(event).toLowerCase(Locale.ROOT).contains(search)) {
                go(i);
                return;
            }
        }
        console.print("No event behind this one has '" + search + "'.");
    }

    private void object(String line) {
        boolean explain = line.startsWith("e ");
        if (!explain && !line.startsWith("s ")) {
            console.print("There is no such command; '?' lists them.");
            return;
        }
        RolloutTrace graph = graph();
        try {
            var node = ObjectArgument.any(graph, line.substring(2).strip());
            if (explain) {
                ExplainText text = new ExplainText(graph, node, console.ink(), console.width());
                text.print(
                        events.subList(0, position + 1).stream()
                                .filter(text::concerns)
                                .toList(),
                        console::print);
            } else {
                new ObjectText(graph, console.ink(), console.width()).print(node, console::print);
            }
        } catch (Failure unknown) {
            console.print(String.valueOf(unknown.getMessage()));
        }
    }
}

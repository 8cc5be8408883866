/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.session.SessionFinder;
import dev.tracefold.cli.session.Sessions;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.pack.PackNames;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.LiveReplay;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Headlines;
import dev.tracefold.view.text.Printable;

/** {@code tracefold follow}. */
final class FollowCommand implements Command {
    private Path argument = Path.of("");
    private int last = 20;
    private @Nullable Long idleSeconds;
    private long pollMs = 200;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Shows a bundle while it is being written: events as they come, and what is said in them.",
                "Ends when the session ends; Ctrl-C ends it earlier.");
        syntax.argument("BUNDLE", "The bundle.", Times.ONCE, Value.PATH, value -> argument = value);
        syntax.option(
                "-n, --last",
                "N",
                "Begin with so many of the events that are already there; as a rule, 20.",
                Value.INTEGER,
                value -> last = value);
        syntax.option(
                "--idle",
                "SECONDS",
                "Give up, with exit code 1, when nothing was written for so long; as a rule, never.",
                Value.LONG,
                value -> idleSeconds = value);
        syntax.option(
                "--poll",
                "MS",
                "Look that often; as a rule, every 200 milliseconds.",
                Value.LONG,
                value -> pollMs = value);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        if (last < 0 || pollMs < 1) {
            throw new UsageError("--last and --poll want numbers above 0.");
        }
        Path directory = SessionFinder.one(argument);
        if (PackNames.isPacked(directory)) {
            throw new Failure(
                    Failure.USAGE,
                    Printable.line(directory.toString())
                            + " is packed, so nobody writes it any more; 'tracefold events' shows what is in it.");
        }
        if (Sessions.isRollout(directory)) {
            throw new Failure(
                    Failure.USAGE,
                    Printable.line(directory.toString())
                            + " is a rollout, and only bundles can be followed; 'tracefold summary' shows how far it has come.");
        }
        try {
            Bundle bundle = Bundle.open(directory);
            try (LiveReplay live = LiveReplay.open(bundle)) {
                return follow(
                        live, new EventPrinter(console.ink(), bundle.manifest().startedAtUnixMs()), console);
            }
        } catch (ReplayException e) {
            throw Reading.failure(directory, e.error());
        } catch (InterruptedException toldToStop) {
            return 0;
        }
    }

    private int follow(LiveReplay live, EventPrinter printer, Console console)
            throws IOException, InterruptedException {
        List<LiveReplay.Line> lines = live.poll();
        lines.forEach(line -> learn(line, printer));
        int earlier = Math.max(0, lines.size() - last);
        if (earlier > 0) {
            console.print(console.ink().dim("… " + Amounts.count(earlier, "earlier event")));
        }
        print(lines.subList(earlier, lines.size()), printer, console);
        int items = live.state().itemCount();
        long quietSince = System.nanoTime();
        while (!ended(lines)) {
            console.out().flush();
            Thread.sleep(pollMs);
            lines = live.poll();
            if (!lines.isEmpty()) {
                lines.forEach(line -> learn(line, printer));
                print(lines, printer, console);
                items = printNewItems(live, items, console);
                quietSince = System.nanoTime();
            } else if (idleSeconds != null && System.nanoTime() - quietSince > idleSeconds * 1_000_000_000) {
                console.complain("nothing was written for " + idleSeconds + " s, and the session has not ended.");
                return Failure.EVIDENCE;
            }
        }
        console.note("The session has ended; 'tracefold summary' tells what it came to.");
        return 0;
    }

    private static void learn(LiveReplay.Line line, EventPrinter printer) {
        RawTraceEvent event = line.event();
        if (event != null) {
            printer.learn(event);
        }
    }

    private static boolean ended(List<LiveReplay.Line> lines) {
        return lines.stream()
                .map(LiveReplay.Line::event)
                .anyMatch(event -> event != null && event.payload() instanceof RawEventPayload.RolloutEnded);
    }

    private static void print(List<LiveReplay.Line> lines, EventPrinter printer, Console console) {
        for (LiveReplay.Line line : lines) {
            RawTraceEvent event = line.event();
            if (event != null) {
                console.printShort(printer.line(event));
            }
            line.noticed().forEach(noticed -> console.complain(Printable.line(noticed.sentence()) + "."));
        }
    }

    /** Items are numbered as they come, so the new ones are those behind the last number. */
    private static int printNewItems(LiveReplay live, int known, Console console) {
        int now = live.state().itemCount();
        if (now > known) {
            RolloutTrace graph = live.state().graph();
            Headlines headlines = new Headlines(graph, console.ink(), 132);
            for (int i = known + 1; i <= now; i++) {
                console.printShort("         " + headlines.of(new Node(NodeKind.ITEM, "conversation_item:" + i)));
            }
        }
        return now;
    }
}

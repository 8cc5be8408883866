/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Bar;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.read.SpawnedRollouts;
import dev.tracefold.rollout.translate.TranslatedEvent;
import dev.tracefold.rollout.translate.TranslatedRollout;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Printable;
import dev.tracefold.writer.EventContext;
import dev.tracefold.writer.TraceWriter;
import dev.tracefold.writer.WriterOptions;

/** {@code tracefold rollouts to-bundle}. */
final class ToBundleCommand implements Command {
    private static final int NOT_A_ROLLOUT = 1;

    private Path rollout = Path.of("");
    private @Nullable Path output;
    private boolean agents;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Writes the bundle that a recorder would have made of a session.",
                "The rollout is only read. Bundles are for what wants one; commands of Tracefold take rollouts as they are.");
        syntax.argument(
                "ROLLOUT", "The rollout, *.jsonl or *.jsonl.zst.", Times.ONCE, Value.PATH, value -> rollout = value);
        syntax.option(
                "-o, --output",
                "DIR",
                "The directory to make; as a rule, one named like the rollout in the current directory.",
                Value.PATH,
                value -> output = value);
        syntax.flag("--agents", "Read the rollouts of the agents that its session spawned, too.", () -> agents = true);
    }

    @Override
    public int run(Console console) throws IOException {
        try (TranslatedRollout session =
                TranslatedRollout.open(rollout, agents ? SpawnedRollouts.of(rollout) : List.of(), Long.MAX_VALUE)) {
            if (session.empty()) {
                console.complain(Printable.line(rollout.toString())
                        + (Files.size(RolloutForms.resolve(rollout).orElse(rollout)) == 0
                                ? " is empty."
                                : " holds no line of a rollout."));
                return NOT_A_ROLLOUT;
            }
            Path bundle = output == null ? defaultOutput() : output;
            long events = write(session, bundle, console);
            console.print(Printable.line(rollout.toString()) + ": " + Amounts.count(events, "event") + ", written to "
                    + Printable.line(bundle.toString()));
            return 0;
        }
    }

    private Path defaultOutput() {
        String name = RolloutForms.fileName(RolloutForms.plain(rollout));
        return Path.of(
                name.endsWith(RolloutName.PLAIN_SUFFIX)
                        ? name.substring(0, name.length() - RolloutName.PLAIN_SUFFIX.length())
                        : name + "-bundle");
    }

    private static long write(TranslatedRollout session, Path bundle, Console console) throws IOException {
        TraceManifest manifest = session.manifest();
        LineClock clock = new LineClock();
        clock.set(manifest.startedAtUnixMs());
        WriterOptions options = WriterOptions.defaults().withClock(clock);
        long events = 0;
        try (Bar bar = new Bar(console, "writing", Bar.Unit.BYTES, session::storedBytes);
                TraceWriter writer = TraceWriter.create(
                        bundle, manifest.traceId(), manifest.rolloutId(), manifest.rootThreadId(), options)) {
            session.tellRead(bar::add);
            try (TranslatedRollout.Events all = session.events()) {
                for (TranslatedEvent next = all.next(); next != null; next = all.next()) {
                    write(writer, next, clock);
                    events++;
                }
            }
        }
        return events;
    }

    /** The writer counts bodies and events as the translator does, so references and seqs come out the same. */
    private static void write(TraceWriter writer, TranslatedEvent next, LineClock clock) throws IOException {
        RawTraceEvent event = next.event();
        List<PayloadRef> refs = event.payload().payloads();
        for (int i = 0; i < refs.size(); i++) {
            PayloadRef written = writer.writeJsonPayload(
                    refs.get(i).kind(), next.bodies().get(i).bytes());
            if (!written.equals(refs.get(i))) {
                throw new IllegalStateException(written + " was written where " + refs.get(i) + " is due");
            }
        }
        clock.set(event.wallTimeUnixMs());
        writer.append(new EventContext(event.threadId(), event.turnId()), event.payload());
    }
}

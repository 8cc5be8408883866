/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.rollout.line.BadLine;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.line.SessionMeta;
import dev.tracefold.rollout.read.RolloutReader;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Ink;
import dev.tracefold.view.text.Printable;

/** {@code tracefold rollouts show}. */
final class ShowCommand implements Command {
    private static final int BAD_LINES = 5;

    private final OneRollout rollout = new OneRollout();
    private long from = 1;
    private long limit = Long.MAX_VALUE;
    private boolean all;
    private boolean raw;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Shows a session line by line, as it was written: who said what, which calls were made, what came back.",
                "For what it all came to, see 'tracefold summary'.");
        rollout.declare(syntax);
        syntax.option("--from", "LINE", "Begin at that line.", Value.LONG, value -> from = value);
        syntax.option("-n, --limit", "N", "Show so many lines; as a rule, all.", Value.LONG, value -> limit = value);
        syntax.flag(
                "--all", "Also lines that say again what others say, and those about the session.", () -> all = true);
        syntax.flag("--raw, --json", "The lines as they are.", () -> raw = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        if (from < 1 || limit < 1) {
            throw new UsageError("--from and --limit want numbers above 0.");
        }
        RolloutContext context = rollout.anyHome();
        Path path = rollout.path(context);
        List<BadLine> bad = new ArrayList<>();
        try (RolloutReader reader = RolloutReader.open(path, bad::add)) {
            boolean headed = raw;
            long shown = 0;
            @Nullable RolloutLine line;
            while (shown < limit && (line = reader.next()) != null) {
                if (!headed && reader.sessionMeta().isPresent()) {
                    head(path, reader.sessionMeta().get(), name(context, reader), console);
                    headed = true;
                }
                if (line.number() >= from && print(line, console)) {
                    shown++;
                }
            }
            if (reader.nonBlankLines() == 0 && !reader.truncated()) {
                console.complain(Printable.line(path.toString()) + " is empty.");
                return Failure.EVIDENCE;
            }
            if (reader.truncated()) {
                console.complain("the compressed file is damaged or cut off; this is what could be read of it.");
            }
            bad.stream()
                    .limit(BAD_LINES)
                    .forEach(line1 -> console.complain(
                            "line " + line1.number() + " cannot be read: " + Printable.line(line1.reason()) + "."));
            if (bad.size() > BAD_LINES) {
                console.complain(Amounts.count(bad.size() - BAD_LINES, "more line")
                        + " cannot be read; 'tracefold rollouts repair' saves what can be saved.");
            }
            return bad.isEmpty() && !reader.truncated() ? 0 : Failure.EVIDENCE;
        }
    }

    private static Optional<String> name(RolloutContext context, RolloutReader reader) throws IOException {
        return reader.threadId().isEmpty()
                ? Optional.empty()
                : Home.catalog(context).names().nameOf(reader.threadId().get());
    }

    private static void head(Path path, SessionMeta meta, Optional<String> name, Console console) {
        Ink ink = console.ink();
        console.print(ink.bold(Printable.line(name.orElse(meta.id().toString()))));
        console.printShort("  " + Printable.line(path.toString()));
        console.printShort(Printable.line("  " + meta.timestamp() + "  " + meta.originator() + " " + meta.cliVersion()
                + (meta.modelProvider() == null ? "" : "  " + meta.modelProvider()) + "  " + meta.cwd()));
        console.print("");
    }

    /** Whether there was something to print. */
    private boolean print(RolloutLine line, Console console) throws IOException {
        if (raw) {
            console.bytes(out -> {
                out.write(line.bytes());
                out.write('\n');
            });
            return true;
        }
        LineText text = LineText.of(line);
        if (!all && text.repeats()) {
            return false;
        }
        Ink ink = console.ink();
        String number = Long.toString(line.number());
        console.printShort(ink.dim(" ".repeat(Math.max(0, 6 - number.length())) + number + "  " + time(line)) + "  "
                + ink.bold(Printable.line(text.who())) + "  " + Printable.line(text.what()));
        return true;
    }

    private static String time(RolloutLine line) {
        String stamp = line.timestamp();
        return stamp.length() >= 19 ? stamp.substring(11, 19) : "--:--:--";
    }
}

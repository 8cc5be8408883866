/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.session.Progress;
import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.session.SessionArgument;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.AsideFile;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.view.page.LeftOut;
import dev.tracefold.view.page.Moments;
import dev.tracefold.view.page.PageBounds;
import dev.tracefold.view.page.PageData;
import dev.tracefold.view.page.PageHtml;
import dev.tracefold.view.page.PageTooLargeException;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Printable;

/** {@code tracefold report}. */
final class ReportCommand implements Command {
    private static final int MB = 1_000_000;
    private static final int MOST_MB = 1000;

    private final SessionArgument session = new SessionArgument();
    private String output = "";
    private @Nullable Long from;
    private @Nullable Integer preview;
    private @Nullable Integer maxSize;
    private final Reading reading = new Reading();

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Writes a session as a page to look at: what happened, a timeline, the conversation as the model saw it.",
                "The page is one file, which can be mailed. It opens in any browser and asks no other machine for anything.");
        session.declare(syntax);
        syntax.required(
                "-o, --output", "FILE", "Write there; - is standard output.", Value.TEXT, value -> output = value);
        syntax.option(
                "--from",
                "SEQ",
                "Begin there: leave out what was over before that event. As a rule, the page has the end, as much as fits.",
                Value.LONG,
                value -> from = value);
        syntax.option(
                "--preview",
                "N",
                "The most characters of each text and payload; as a rule, 2,000.",
                Value.INTEGER,
                value -> preview = value);
        syntax.option(
                "--max-size",
                "MB",
                "The most that the page may have; texts are cut until it fits. As a rule, 15.",
                Value.INTEGER,
                value -> maxSize = value);
        reading.declare(syntax);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        // What was asked wrongly is said before a long reduction.
        PageBounds bounds = bounds();
        Moments moments = new Moments();
        SessionGraph graph =
                reading.load(session.path(), console, moments).state().view();
        try (Progress progress = reading.progress(console, "reading texts", List.of(session.path()));
                TraceSource source = reading.open(session.path(), progress)) {
            write(new PageData(graph, moments, source, bounds), moments, console);
        } catch (ReplayException e) {
            throw Reading.failure(session.path(), e.error());
        } catch (PageTooLargeException e) {
            throw new Failure(
                    Failure.USAGE,
                    "the page needs more than " + Amounts.count(bounds.bytes() / MB) + " MB even without any text:"
                            + " give it more with --max-size, or less to show with --from and --until.");
        }
        return 0;
    }

    private PageBounds bounds() {
        PageBounds usual = PageBounds.defaults();
        if (preview != null && preview < 0) {
            throw new UsageError("--preview wants a number of characters.");
        }
        if (maxSize != null && (maxSize < 1 || maxSize > MOST_MB)) {
            throw new UsageError("--max-size wants 1 to " + Amounts.count(MOST_MB) + " MB.");
        }
        return new PageBounds(
                preview == null ? usual.preview() : preview, maxSize == null ? usual.bytes() : (long) maxSize * MB);
    }

    private void write(PageData data, Moments moments, Console console) throws IOException, Failure {
        LeftOut leftOut;
        if (from == null) {
            leftOut = data.writeWhatFits(part -> write(part, console));
        } else if (from > moments.lastSeq()) {
            throw new Failure(
                    Failure.USAGE, "--from " + from + " is behind the last event, which is " + moments.lastSeq() + ".");
        } else {
            leftOut = data.writeWhatFits(from, Integer.MAX_VALUE, part -> write(part, console));
        }
        if (!output.equals("-")) {
            int shown = moments.size() - leftOut.events() - leftOut.later();
            console.note(
                    Printable.line(session.path() + ": " + Amounts.count(shown, "event") + ", written to " + output));
        }
        note(leftOut, console);
    }

    private LeftOut write(PageData data, Console console) throws IOException {
        LeftOut[] leftOut = new LeftOut[1];
        Console.Bytes page = stream -> leftOut[0] = PageHtml.report(data, stream);
        if (output.equals("-")) {
            // What turns out not to fit must not have been printed.
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            page.writeTo(whole);
            console.bytes(whole::writeTo);
        } else {
            AsideFile.write(Path.of(output), page);
        }
        return leftOut[0];
    }

    private void note(LeftOut leftOut, Console console) {
        if (leftOut.later() > 0) {
            console.note("note: the session is too long for a page of this size: the "
                    + Amounts.count(leftOut.later(), "event") + " from seq " + Amounts.count(leftOut.fromLater())
                    + " on are left out; --from chooses another part, --max-size gives it more room");
        } else if (leftOut.events() > 0 && from == null) {
            console.note("note: the session is too long for a page of this size: the "
                    + Amounts.count(leftOut.events(), "event") + " before seq "
                    + Amounts.count(leftOut.from())
                    + " are left out; --from and --until choose another part, --max-size gives it more room");
        }
        if (leftOut.dropped() > 0) {
            console.note("note: the page would be too large: " + Amounts.count(leftOut.dropped(), "text")
                    + " left out, and of others there are the first " + Amounts.count(leftOut.preview())
                    + " characters; --max-size gives it more room");
        } else if (leftOut.shortened() > 0) {
            console.note("note: of " + Amounts.count(leftOut.shortened(), "text") + " there are only the first "
                    + Amounts.count(leftOut.preview()) + " characters; --preview and --max-size give the page more");
        }
    }
}

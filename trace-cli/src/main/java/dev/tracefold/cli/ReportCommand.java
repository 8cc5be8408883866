/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.tracefold.cli.terminal.AsideFile;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.RolloutTrace;
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
@Command(
        name = "report",
        description = {
            "Writes a session as a page to look at: what happened, a timeline, the conversation as the model saw it.",
            "The page is one file, which can be mailed. It opens in any browser and asks no other machine for anything."
        })
final class ReportCommand implements Callable<Integer> {
    private static final int MB = 1_000_000;
    private static final int MOST_MB = 1000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SESSION", description = BundleArgument.HELP)
    private Path bundle = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Write there; - is standard output.")
    private String output = "";

    @Option(
            names = "--preview",
            paramLabel = "N",
            description = "The most characters of each text and payload; as a rule, 2,000.")
    private @Nullable Integer preview;

    @Option(
            names = "--max-size",
            paramLabel = "MB",
            description = "The most that the page may have; texts are cut until it fits. As a rule, 15.")
    private @Nullable Integer maxSize;

    @Mixin
    private Reading reading = new Reading();

    @Override
    public Integer call() throws IOException, Failure {
        // What was asked wrongly is said before a long reduction.
        PageBounds bounds = bounds();
        Console console = Console.of(spec);
        Moments moments = new Moments();
        RolloutTrace graph = reading.load(bundle, console, moments).graph();
        try (TraceSource session = Sessions.open(BundleArgument.one(bundle))) {
            write(new PageData(graph, moments, session, bounds), moments.size(), console);
        } catch (ReplayException e) {
            throw Reading.failure(bundle, e.error());
        } catch (PageTooLargeException e) {
            throw new Failure(
                    Failure.USAGE,
                    "the page needs " + Amounts.count((e.bytes() + MB - 1) / MB)
                            + " MB even without any text: give it more with --max-size.");
        }
        return 0;
    }

    private PageBounds bounds() {
        PageBounds usual = PageBounds.defaults();
        if (preview != null && preview < 0) {
            throw new ParameterException(spec.commandLine(), "--preview wants a number of characters.");
        }
        if (maxSize != null && (maxSize < 1 || maxSize > MOST_MB)) {
            throw new ParameterException(
                    spec.commandLine(), "--max-size wants 1 to " + Amounts.count(MOST_MB) + " MB.");
        }
        return new PageBounds(
                preview == null ? usual.preview() : preview, maxSize == null ? usual.bytes() : (long) maxSize * MB);
    }

    private void write(PageData data, long events, Console console) throws IOException {
        LeftOut[] leftOut = new LeftOut[1];
        Console.Bytes page = stream -> leftOut[0] = PageHtml.report(data, stream);
        if (output.equals("-")) {
            console.bytes(page);
        } else {
            AsideFile.write(Path.of(output), page);
        }
        if (!output.equals("-")) {
            console.note(Printable.line(bundle + ": " + Amounts.count(events, "event") + ", written to " + output));
        }
        note(leftOut[0], console);
    }

    private void note(LeftOut leftOut, Console console) {
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

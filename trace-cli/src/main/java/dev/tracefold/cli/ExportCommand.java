/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.session.SessionArgument;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.AsideFile;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.view.export.Collector;
import dev.tracefold.view.export.Delivery;
import dev.tracefold.view.export.JsonLinesExport;
import dev.tracefold.view.export.OtlpExport;
import dev.tracefold.view.export.PerfettoExport;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Printable;

/** {@code tracefold export}. */
final class ExportCommand implements Command {
    private final SessionArgument session = new SessionArgument();
    private String format = "";
    private @Nullable String output;
    private @Nullable String post;
    private boolean content;
    private final Reading reading = new Reading();

    /** A way to write a session, and what it consists of. */
    private record Form(String unit, Writing writing) {}

    private interface Writing {
        long to(OutputStream stream) throws IOException;
    }

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Writes a session in the format of another tool.",
                "perfetto opens in ui.perfetto.dev; otlp is for OpenTelemetry; jsonl is for jq and DuckDB. docs/export.md has more.");
        session.declare(syntax);
        syntax.required("-f, --format", "FORMAT", "perfetto, otlp or jsonl.", Value.TEXT, value -> format = value);
        syntax.option(
                "-o, --output",
                "FILE",
                "Write there; without it or with -, to standard output.",
                Value.TEXT,
                value -> output = value);
        syntax.option(
                "--post",
                "URL",
                "Send it to that collector, as JSON over HTTP. Only for otlp.",
                Value.TEXT,
                value -> post = value);
        syntax.flag(
                "--content",
                "Tell what was said, typed and printed, too, each cut to its beginning. Only for otlp.",
                () -> content = true);
        reading.declare(syntax);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        // What was asked wrongly is said before a long reduction.
        Collector collector = checkedArguments();
        RolloutTrace graph = reading.load(session.path(), console).graph();
        if (output != null || collector == null) {
            write(form(graph), console);
        }
        if (collector != null) {
            send(graph, collector, console);
        }
        return 0;
    }

    private @Nullable Collector checkedArguments() {
        switch (format) {
            case "perfetto", "jsonl" -> {
                if (content || post != null) {
                    throw new UsageError((content ? "--content" : "--post") + " is for --format otlp.");
                }
            }
            case "otlp" -> {
                // May have both.
            }
            default ->
                throw new UsageError("--format is perfetto, otlp or jsonl, not '" + Printable.line(format, 40) + "'.");
        }
        if (post == null) {
            return null;
        }
        try {
            return Collector.at(new URI(post));
        } catch (URISyntaxException e) {
            throw new UsageError("--post wants an address, not '" + Printable.line(post, 80) + "'.");
        } catch (IllegalArgumentException e) {
            throw new UsageError("--post wants an address such as http://localhost:4318, and " + e.getMessage() + ".");
        }
    }

    private Form form(RolloutTrace graph) throws IOException {
        return switch (format) {
            case "perfetto" -> new Form("event", new PerfettoExport(graph)::write);
            case "otlp" -> new Form("span", otlp(graph)::write);
            default -> new Form("line", new JsonLinesExport(graph)::write);
        };
    }

    private OtlpExport otlp(RolloutTrace graph) throws IOException {
        String version = Tracefold.version();
        return content ? OtlpExport.withContent(graph, version) : OtlpExport.of(graph, version);
    }

    private void write(Form form, Console console) throws IOException, Failure {
        if (output == null || output.equals("-")) {
            console.bytes(form.writing()::to);
            return;
        }
        long[] units = new long[1];
        AsideFile.write(Path.of(output), stream -> units[0] = form.writing().to(stream));
        console.note(Printable.line(
                session.path() + ": " + Amounts.count(units[0], form.unit()) + ", written to " + output));
    }

    private void send(RolloutTrace graph, Collector collector, Console console) throws IOException, Failure {
        OtlpExport otlp = otlp(graph);
        Delivery delivery = otlp.send(collector);
        String message = delivery.message() == null ? "" : ": " + Printable.line(delivery.message(), 300);
        if (delivery.rejected() > 0) {
            throw new Failure(
                    Failure.ENVIRONMENT,
                    "the collector at " + collector.uri() + " did not take " + Amounts.count(delivery.rejected())
                            + " of " + Amounts.count(delivery.spans(), "span") + message + ".");
        }
        if (!message.isEmpty()) {
            console.note("note: the collector says" + message);
        }
        console.note(Printable.line(session.path() + ": " + Amounts.count(delivery.spans(), "span") + " in "
                + Amounts.count(delivery.requests(), "request") + " sent to " + collector.uri() + " as trace "
                + otlp.traceId()));
    }
}

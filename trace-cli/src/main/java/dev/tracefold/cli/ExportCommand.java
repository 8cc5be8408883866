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
import dev.tracefold.view.export.Collector;
import dev.tracefold.view.export.Delivery;
import dev.tracefold.view.export.JsonLinesExport;
import dev.tracefold.view.export.OtlpExport;
import dev.tracefold.view.export.PerfettoExport;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Printable;

/** {@code tracefold export}. */
@Command(
        name = "export",
        description = {
            "Writes a session in the format of another tool.",
            "perfetto opens in ui.perfetto.dev; otlp is for OpenTelemetry; jsonl is for jq and DuckDB. docs/export.md has more."
        })
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SESSION", description = BundleArgument.HELP)
    private Path bundle = Path.of("");

    @Option(
            names = {"-f", "--format"},
            required = true,
            paramLabel = "FORMAT",
            description = "perfetto, otlp or jsonl.")
    private String format = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write there; without it or with -, to standard output.")
    private @Nullable String output;

    @Option(
            names = "--post",
            paramLabel = "URL",
            description = "Send it to that collector, as JSON over HTTP. Only for otlp.")
    private @Nullable String post;

    @Option(
            names = "--content",
            description = "Tell what was said, typed and printed, too, each cut to its beginning. Only for otlp.")
    private boolean content;

    @Mixin
    private Reading reading = new Reading();

    /** A way to write a session, and what it consists of. */
    private record Form(String unit, Writing writing) {}

    private interface Writing {
        long to(OutputStream stream) throws IOException;
    }

    @Override
    public Integer call() throws IOException, Failure {
        // What was asked wrongly is said before a long reduction.
        Collector collector = checkedArguments();
        Console console = Console.of(spec);
        RolloutTrace graph = reading.load(bundle, console).graph();
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
                    throw new ParameterException(
                            spec.commandLine(), (content ? "--content" : "--post") + " is for --format otlp.");
                }
            }
            case "otlp" -> {
                // May have both.
            }
            default ->
                throw new ParameterException(
                        spec.commandLine(),
                        "--format is perfetto, otlp or jsonl, not '" + Printable.line(format, 40) + "'.");
        }
        if (post == null) {
            return null;
        }
        try {
            return Collector.at(new URI(post));
        } catch (URISyntaxException e) {
            throw new ParameterException(
                    spec.commandLine(), "--post wants an address, not '" + Printable.line(post, 80) + "'.");
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--post wants an address such as http://localhost:4318, and " + e.getMessage() + ".");
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
        String version = new Tracefold.Version().getVersion()[0].replace("tracefold ", "");
        return content ? OtlpExport.withContent(graph, version) : OtlpExport.of(graph, version);
    }

    private void write(Form form, Console console) throws IOException {
        if (output == null || output.equals("-")) {
            console.bytes(form.writing()::to);
            return;
        }
        long[] units = new long[1];
        AsideFile.write(Path.of(output), stream -> units[0] = form.writing().to(stream));
        console.note(Printable.line(bundle + ": " + Amounts.count(units[0], form.unit()) + ", written to " + output));
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
        console.note(Printable.line(bundle + ": " + Amounts.count(delivery.spans(), "span") + " in "
                + Amounts.count(delivery.requests(), "request") + " sent to " + collector.uri() + " as trace "
                + otlp.traceId()));
    }
}

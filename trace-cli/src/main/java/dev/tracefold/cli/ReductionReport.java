/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.terminal.AsideFile;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.replay.Diagnostic;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.ErrorText;
import dev.tracefold.view.text.Ink;
import dev.tracefold.view.text.Printable;
import dev.tracefold.view.text.Table;

/** How a reduction went, for people and for programs. */
final class ReductionReport {
    private final Console console;
    private final Reading reading;
    private final boolean quiet;

    /**
     * A report.
     *
     * @param reading how the bundles were read
     * @param quiet whether standard output is taken by the graph
     */
    ReductionReport(Console console, Reading reading, boolean quiet) {
        this.console = console;
        this.reading = reading;
        this.quiet = quiet;
    }

    void print(List<Reduction.Outcome> outcomes) {
        if (outcomes.size() == 1) {
            one(outcomes.get(0));
        } else if (console.terminal()) {
            table(outcomes);
        } else {
            outcomes.forEach(outcome -> console.print(String.join("\t", row(outcome, Ink.PLAIN))));
        }
    }

    private void one(Reduction.Outcome outcome) {
        Reduction.Reduced reduced = outcome.reduced();
        ReductionError error = outcome.error();
        if (reduced == null) {
            console.complain(String.valueOf(outcome.problem()));
            return;
        }
        reading.noteTranslation(outcome.bundle(), console);
        Reading.note(reduced.diagnostics(), console);
        if (error != null) {
            console.complain(
                    String.valueOf(Reading.failure(outcome.bundle(), error).getMessage()));
        } else if (!quiet) {
            console.print(Printable.line(outcome.bundle().toString()) + ": " + Amounts.count(reduced.events(), "event")
                    + " became " + Amounts.count(outcome.items(), "item")
                    + (outcome.written() == null
                            ? "; nothing is written beside a rollout: -o FILE says where the graph is to go"
                            : ", written to " + Printable.line(outcome.written().toString())));
        }
    }

    private void table(List<Reduction.Outcome> outcomes) {
        Ink ink = console.ink();
        Table table = new Table("lrrrl");
        table.row(ink.dim("bundle"), ink.dim("events"), ink.dim("items"), ink.dim("notes"), "");
        int bad = 0;
        for (Reduction.Outcome outcome : outcomes) {
            table.row(row(outcome, ink).toArray(new String[0]));
            bad += outcome.ok() ? 0 : 1;
        }
        table.print("", console::print);
        console.print(Amounts.count(outcomes.size(), "bundle") + ", "
                + (bad == 0 ? ink.good("all reduced") : ink.bad(bad + " not reduced")));
    }

    private static List<String> row(Reduction.Outcome outcome, Ink ink) {
        Reduction.Reduced reduced = outcome.reduced();
        String name = Printable.line(outcome.bundle().toString());
        if (reduced == null || !outcome.ok()) {
            return List.of(name, "-", "-", "-", ink.bad(reason(outcome)));
        }
        return List.of(
                name,
                Long.toString(reduced.events()),
                Integer.toString(outcome.items()),
                Integer.toString(reduced.diagnostics().size()),
                ink.good("ok"));
    }

    private static String reason(Reduction.Outcome outcome) {
        ReductionError error = outcome.error();
        return error == null
                ? String.valueOf(outcome.problem())
                : ErrorText.where(error.line(), error.seq()) + error.code();
    }

    /** One bundle for programs. */
    static JsonObject json(Reduction.Outcome outcome) {
        Reduction.Reduced reduced = outcome.reduced();
        ReductionError error = outcome.error();
        Fields fields = new Fields().text("bundle", outcome.bundle().toString()).bool("ok", outcome.ok());
        if (reduced == null || error != null) {
            return fields.value(
                            "error",
                            error == null ? problem(outcome.problem()) : DiagnosticJson.error(error, new Fields()))
                    .object();
        }
        return fields.number("events", reduced.events())
                .number("items", (long) outcome.items())
                .array(
                        "diagnostics",
                        reduced.diagnostics().stream().map(DiagnosticJson::of).toList())
                .object();
    }

    private static JsonObject problem(@Nullable String sentence) {
        return new Fields()
                .text("code", "CANNOT_READ_OR_WRITE")
                .number("seq", null)
                .number("line", null)
                .text("message", sentence)
                .object();
    }

    /** What was noticed, errors included, one object a line. */
    static void writeDiagnostics(List<Reduction.Outcome> outcomes, String file, Console console) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Reduction.Outcome outcome : outcomes) {
            String bundle = outcome.bundle().toString();
            Reduction.Reduced reduced = outcome.reduced();
            if (reduced != null) {
                for (Diagnostic diagnostic : reduced.diagnostics()) {
                    lines.add(DiagnosticJson.of(diagnostic, new Fields().text("bundle", bundle))
                            .compact());
                }
                if (reduced.error() != null) {
                    Fields fields = new Fields().text("bundle", bundle).text("kind", "error");
                    lines.add(DiagnosticJson.error(reduced.error(), fields).compact());
                }
            }
        }
        if (file.equals("-")) {
            lines.forEach(console::print);
            return;
        }
        AsideFile.write(Path.of(file), stream -> {
            for (String line : lines) {
                stream.write((line + "\n").getBytes(UTF_8));
            }
        });
    }
}

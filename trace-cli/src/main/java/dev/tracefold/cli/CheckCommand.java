/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tracefold.cli.session.Progress;
import dev.tracefold.cli.session.SessionFinder;
import dev.tracefold.cli.session.WithAgents;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.pack.DamagedPackException;
import dev.tracefold.view.check.BundleCheck;
import dev.tracefold.view.check.Finding;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.ErrorText;
import dev.tracefold.view.text.Ink;
import dev.tracefold.view.text.Printable;

/** {@code tracefold check}. */
final class CheckCommand implements Command {
    private static final int OF_ONE_CODE = 20;
    private static final String INDENT = " ".repeat(11);

    private final List<Path> arguments = new ArrayList<>();
    private final WithAgents agents = new WithAgents();
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Looks for all that is wrong with bundles, and says what to do about it.",
                "Manifest, envelopes, sequence, references, payload files, contradictions; bundles are only read.");
        syntax.argument(
                "SESSION", "Sessions, or directories of bundles.", Times.AT_LEAST_ONCE, Value.PATH, arguments::add);
        agents.declare(syntax);
        syntax.flag("--json", "One JSON object a bundle and line.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        int exitCode = 0;
        for (Path bundle : SessionFinder.all(arguments)) {
            List<Finding> findings;
            // It is read twice.
            try (Progress progress = new Progress(console, "checking", List.of(bundle, bundle), agents)) {
                SessionFinder.requireAccess(bundle);
                PackCheck.verify(bundle);
                findings = BundleCheck.of(() -> agents.open(bundle, progress), progress::event);
            } catch (DamagedPackException e) {
                findings = List.of(PackCheck.damaged(e));
            } catch (IOException e) {
                console.complain(Failures.sentence(e));
                exitCode = Failure.ENVIRONMENT;
                continue;
            } catch (UncheckedIOException e) {
                console.complain(Failures.sentence(e));
                exitCode = Failure.ENVIRONMENT;
                continue;
            }
            boolean sound = count(findings, Finding.Severity.ERROR) == 0;
            exitCode = Math.max(exitCode, sound ? 0 : Failure.EVIDENCE);
            if (json) {
                console.print(new Fields()
                        .text("bundle", bundle.toString())
                        .bool("ok", sound)
                        .array("findings", findings.stream().map(Finding::json).toList())
                        .object());
            } else {
                print(bundle, findings, console);
            }
        }
        return exitCode;
    }

    private static long count(List<Finding> findings, Finding.Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static void print(Path bundle, List<Finding> findings, Console console) {
        Ink ink = console.ink();
        long errors = count(findings, Finding.Severity.ERROR);
        long warnings = count(findings, Finding.Severity.WARNING);
        String verdict = errors > 0
                ? ink.bad(Amounts.count(errors, "error"))
                : warnings > 0 ? ink.warn("sound, with " + Amounts.count(warnings, "warning")) : ink.good("sound");
        console.print(ink.bold(Printable.line(bundle.toString())) + ": " + verdict);
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (Finding finding : findings) {
            if (seen.merge(finding.code(), 1, Integer::sum) <= OF_ONE_CODE) {
                String where = ErrorText.where(finding.line(), finding.seq()) + ink.bold(finding.code()) + ": ";
                List<String> lines = Printable.wrap(
                        where + Printable.line(finding.sentence()),
                        console.terminal() ? Math.max(40, console.width() - INDENT.length()) : Integer.MAX_VALUE);
                console.print("  " + severity(finding.severity(), ink) + "  " + lines.get(0));
                lines.stream().skip(1).forEach(line -> console.print(INDENT + line));
                console.print(INDENT + ink.dim(finding.advice()));
            }
        }
        seen.forEach((code, times) -> {
            if (times > OF_ONE_CODE) {
                console.print(
                        "  and " + Amounts.count(times - OF_ONE_CODE) + " more of " + code + " (all of them: --json)");
            }
        });
    }

    private static String severity(Finding.Severity severity, Ink ink) {
        return switch (severity) {
            case ERROR -> ink.bad("error  ");
            case WARNING -> ink.warn("warning");
            case NOTE -> ink.dim("note   ");
        };
    }
}

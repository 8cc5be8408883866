/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.terminal.Bar;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.cli.terminal.Sizes;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.inspect.RepairReport;
import dev.tracefold.rollout.inspect.RolloutRepairer;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Printable;

/** {@code tracefold rollouts repair}. */
final class RepairCommand implements Command {
    private static final int CHANGES = 20;
    private static final String ASIDE = ".old";

    private final OneRollout rollout = new OneRollout();
    private boolean dryRun;
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Writes a repaired copy beside a session, never over it: torn and merged lines are split where the pieces can",
                "be read, what cannot be read goes to a file of its own, and lines that are numbered wrongly are counted anew.",
                "Everything else stays as it is, byte for byte.");
        rollout.declare(syntax);
        syntax.flag("--dry-run", "Say what would be done, and write nothing.", () -> dryRun = true);
        syntax.flag("--json", "One JSON object.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        Path path = rollout.path(rollout.anyHome());
        RepairReport report;
        try (Bar bar = new Bar(console, "repairing", Bar.Unit.BYTES)) {
            RolloutRepairer repairer = new RolloutRepairer();
            report = dryRun ? repairer.check(path, bar::update) : repairer.repair(path, bar::update);
        }
        if (json) {
            console.print(json(report));
        } else {
            print(report, console);
        }
        return 0;
    }

    private void print(RepairReport report, Console console) {
        String path = Printable.line(report.source().toString());
        if (report.clean()) {
            console.print(path + ": nothing to repair in "
                    + Amounts.count(report.counts().lines(), "line") + ".");
            return;
        }
        RepairReport.Counts counts = report.counts();
        console.print(console.ink().bold(path) + ": " + Amounts.count(counts.lines(), "line") + ", " + done(counts));
        if (report.truncated()) {
            console.print("  The compressed file is damaged or cut off; this is what could be read of it.");
        }
        report.changes().stream()
                .limit(CHANGES)
                .forEach(change -> console.printShort("  line " + Amounts.count(change.number()) + ", byte "
                        + Amounts.count(change.offset()) + ": " + Printable.line(change.what())));
        if (report.changes().size() > CHANGES) {
            console.print("  and " + Amounts.count(report.changes().size() - CHANGES) + " more (all of them: --json)");
        }
        if (dryRun) {
            console.note("Nothing was written; without --dry-run the copy would go to "
                    + Printable.line(
                            RolloutRepairer.repairedPath(report.source()).toString()) + ".");
        }
        if (counts.renumbered() > 0) {
            console.note(
                    "Sessions that go on from a later line of this one name it by its number, which differs in the copy.");
        }
        report.repaired().ifPresent(copy -> console.note("The copy is " + Printable.line(copy.toString()) + "."));
        report.quarantine()
                .ifPresent(rest -> console.note("What was taken out is in " + Printable.line(rest.toString()) + "."));
        report.repaired().map(copy -> inPlace(report.source(), copy)).ifPresent(moves -> {
            // One that a terminal cannot be given as it is would do something else.
            if (Printable.line(moves).equals(moves)) {
                console.note("To put the copy in the session's place, while no program has that open:\n  " + moves);
            }
        });
    }

    /** What to type so that the copy is the session; what was there before stays under a name that means nothing. */
    private static String inPlace(Path session, Path copy) {
        Path aside = Path.of(session + ASIDE);
        for (int i = 2; Files.exists(aside); i++) {
            aside = Path.of(session + ASIDE + i);
        }
        return "mv " + quoted(session) + " " + quoted(aside) + " && mv " + quoted(copy) + " "
                + quoted(RolloutForms.plain(session));
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    private static String done(RepairReport.Counts counts) {
        List<String> parts = new ArrayList<>(List.of(Amounts.count(counts.kept()) + " kept as they are"));
        if (counts.split() > 0) {
            parts.add(Amounts.count(counts.split()) + " split");
        }
        if (counts.renumbered() > 0) {
            parts.add(Amounts.count(counts.renumbered()) + " numbered anew");
        }
        if (counts.quarantined() > 0) {
            parts.add(Amounts.count(counts.quarantined(), "piece") + " (" + Sizes.of(counts.quarantinedBytes())
                    + ") taken out");
        }
        return String.join(", ", parts);
    }

    private JsonValue json(RepairReport report) {
        RepairReport.Counts counts = report.counts();
        return new Fields()
                .text("path", report.source().toString())
                .bool("clean", report.clean())
                .bool("dry_run", dryRun)
                .text("repaired", report.repaired().map(Path::toString).orElse(null))
                .text("quarantine", report.quarantine().map(Path::toString).orElse(null))
                .number("lines", counts.lines())
                .number("kept", counts.kept())
                .number("split", counts.split())
                .number("renumbered", counts.renumbered())
                .number("quarantined", counts.quarantined())
                .number("quarantined_bytes", counts.quarantinedBytes())
                .array(
                        "changes",
                        report.changes().stream()
                                .map(change -> new Fields()
                                        .number("line", change.number())
                                        .number("offset", change.offset())
                                        .text("what", change.what())
                                        .object())
                                .toList())
                .object();
    }
}

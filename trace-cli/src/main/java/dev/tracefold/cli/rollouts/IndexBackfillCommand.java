/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.terminal.Bar;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.rollout.index.Backfill;
import dev.tracefold.rollout.index.BackfillOptions;
import dev.tracefold.rollout.index.BackfillReport;
import dev.tracefold.rollout.index.RolloutIndex;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Amounts;

/** {@code tracefold rollouts index backfill}. */
final class IndexBackfillCommand implements Command {
    private final Home home = new Home();
    private boolean again;
    private boolean dryRun;
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Fills the index from the sessions, and goes on where an earlier run was interrupted.",
                "Sessions are only read. A file that cannot be read is noted and tried again later.");
        home.declare(syntax);
        syntax.flag("--again", "Begin anew, though it was complete.", () -> again = true);
        syntax.flag("--dry-run", "Say how far the index is, and change nothing.", () -> dryRun = true);
        syntax.flag("--json", "One JSON object.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        RolloutContext context = home.context();
        if (dryRun) {
            long files = Home.count(context);
            if (json) {
                console.print(new Fields()
                        .bool("dry_run", true)
                        .number("files", files)
                        .object());
            } else {
                console.print("Would look at " + Amounts.count(files, "session") + "; nothing was changed.");
            }
            return 0;
        }
        BackfillReport report;
        try (RolloutIndex index = RolloutIndex.open(context.home());
                Bar bar = new Bar(console, "reading", Bar.Unit.FILES)) {
            Backfill backfill = new Backfill(context, index, Home.extractor(), BackfillOptions.DEFAULT);
            if (again) {
                backfill.reset();
            }
            report = backfill.run(bar::update);
        }
        if (json) {
            console.print(new Fields()
                    .text("outcome", report.outcome().label())
                    .number("scanned", report.counts().scanned())
                    .number("upserted", report.counts().upserted())
                    .number("failed", report.counts().failed())
                    .number("bad_lines", report.parseErrors())
                    .object());
        } else {
            console.print(words(report));
        }
        return switch (report.outcome()) {
            case SUCCESS, ALREADY_COMPLETE -> 0;
            case PARTIAL_FAILURE, NOT_CLAIMED, LEASE_LOST -> Failure.EVIDENCE;
            case FAILED, INCOMPLETE -> Failure.ENVIRONMENT;
        };
    }

    private static String words(BackfillReport report) {
        String counts = Amounts.count(report.counts().scanned(), "session") + " read, "
                + Amounts.count(report.counts().failed()) + " could not be";
        return switch (report.outcome()) {
            case SUCCESS -> "The index is complete: " + counts + ".";
            case PARTIAL_FAILURE -> "The index is complete but for files that cannot be read: " + counts + ".";
            case ALREADY_COMPLETE -> "The index was complete already; --again begins anew.";
            case NOT_CLAIMED -> "Another process is filling it.";
            case LEASE_LOST -> "Another process took the work over: " + counts + ".";
            case FAILED -> "No session could be read: " + counts + ".";
            case INCOMPLETE -> "It was interrupted: " + counts + ". The next run goes on.";
        };
    }
}

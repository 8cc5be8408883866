/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Bar;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.cli.terminal.Sizes;
import dev.tracefold.rollout.compress.CompressionOptions;
import dev.tracefold.rollout.compress.CompressionReport;
import dev.tracefold.rollout.compress.FileOutcome;
import dev.tracefold.rollout.compress.RolloutCompressor;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Printable;

/** {@code tracefold rollouts compress}. */
final class CompressCommand implements Command {
    private @Nullable String rollout;
    private final Home home = new Home();
    private boolean live;
    private @Nullable Duration age;
    private boolean dryRun;
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Compresses sessions that nobody writes to any more; all that reads sessions reads them as before.",
                "As a rule, the archive, and there what was left alone for a week. A session that is written to stays as it is,",
                "and what was compressed is read back and compared before the plain file goes.");
        syntax.argument(
                "ROLLOUT",
                "Only that session, whatever its age: its path, its id or how that begins, its name, or latest.",
                Times.AT_MOST_ONCE,
                Value.TEXT,
                value -> rollout = value);
        home.declare(syntax);
        syntax.flag("--live", "Also sessions that are not in the archive.", () -> live = true);
        syntax.option(
                "--older-than",
                "AGE",
                "What was left alone for so long: 12h, 7d; as a rule, 7d.",
                Value.AGE,
                value -> age = value);
        syntax.flag("--dry-run", "Say what would be compressed, and change nothing.", () -> dryRun = true);
        syntax.flag("--json", "One JSON object.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        CompressionOptions.Limits limits =
                age == null ? CompressionOptions.Limits.DEFAULT : CompressionOptions.Limits.DEFAULT.withMinAge(age);
        CompressionOptions options = CompressionOptions.DEFAULT
                .withLive(live)
                .withThrottled(false)
                .withDryRun(dryRun)
                .withLimits(limits);
        RolloutContext context = home.context();
        RolloutCompressor compressor = new RolloutCompressor(context, options);
        return rollout == null ? all(compressor, console) : one(compressor, Home.find(context, rollout), console);
    }

    private int one(RolloutCompressor compressor, Path path, Console console) throws IOException {
        FileOutcome outcome = compressor.compress(path);
        String name = Printable.line(path.toString());
        if (json) {
            console.print(new Fields()
                    .text("path", path.toString())
                    .text("outcome", outcome.label())
                    .bool("dry_run", dryRun)
                    .object());
        } else {
            console.print(name + ": " + words(outcome, dryRun));
        }
        return switch (outcome) {
            case COMPRESSED, SKIPPED_ALREADY_COMPRESSED, RECOVERED_TAIL -> 0;
            case SKIPPED_NOT_COLD, SKIPPED_CHANGED, SKIPPED_UNREADABLE_META, SKIPPED_IN_USE, SKIPPED_CONFLICT ->
                Failure.EVIDENCE;
            case FAILED -> Failure.ENVIRONMENT;
        };
    }

    private int all(RolloutCompressor compressor, Console console) throws IOException {
        CompressionReport report;
        try (Bar bar = new Bar(console, "compressing", Bar.Unit.FILES)) {
            report = compressor.run(bar::update);
        }
        if (json) {
            Fields files = new Fields();
            report.files().forEach((outcome, count) -> files.number(outcome.label(), count));
            console.print(new Fields()
                    .text("outcome", report.outcome().label())
                    .bool("dry_run", dryRun)
                    .number("scanned", report.scanned())
                    .value("files", files.object())
                    .number("source_bytes", report.bytes().source())
                    .number("compressed_bytes", report.bytes().compressed())
                    .object());
        } else {
            print(report, console);
        }
        return switch (report.outcome()) {
            case COMPLETED -> report.count(FileOutcome.FAILED) > 0 ? Failure.ENVIRONMENT : 0;
            case SKIPPED_ALREADY_RUNNING -> Failure.EVIDENCE;
            case FAILED, SKIPPED_UNSUPPORTED -> Failure.ENVIRONMENT;
        };
    }

    private void print(CompressionReport report, Console console) {
        switch (report.outcome()) {
            case COMPLETED -> console.print(Amounts.count(report.scanned(), "session") + " looked at.");
            case FAILED -> console.print("The run ended early; what was compressed is whole. The next run goes on.");
            case SKIPPED_ALREADY_RUNNING ->
                console.print(
                        "Another run is at it, or one was within the last six hours; a single session can be named.");
            case SKIPPED_UNSUPPORTED ->
                console.print(
                        "The file system has no locks on ranges, without which it is not safe; nothing was changed.");
        }
        report.files().forEach((outcome, count) -> {
            if (count > 0) {
                console.print("  " + Amounts.count(count) + " " + words(outcome, dryRun));
            }
        });
        long source = report.bytes().source();
        if (source > 0) {
            console.print(
                    dryRun
                            ? "  " + Sizes.of(source) + " would be compressed; nothing was changed"
                            : "  " + Sizes.of(source) + " became "
                                    + Sizes.of(report.bytes().compressed()));
        }
        if (report.scanned() == 0 && !live) {
            console.note("The archive is empty; --live also takes sessions that are not in it.");
        }
    }

    private static String words(FileOutcome outcome, boolean dryRun) {
        return switch (outcome) {
            case COMPRESSED -> dryRun ? "would be compressed" : "compressed";
            case SKIPPED_NOT_COLD -> "left: too young";
            case SKIPPED_CHANGED -> "left: written to meanwhile";
            case SKIPPED_ALREADY_COMPRESSED -> "compressed already";
            case SKIPPED_UNREADABLE_META -> "left: it does not say which session it is";
            case SKIPPED_IN_USE -> "left: in use";
            case SKIPPED_CONFLICT -> "left: a compressed form beside it says something else";
            case RECOVERED_TAIL -> "completed from what was left of an earlier run";
            case FAILED -> "failed; the plain file is untouched";
        };
    }
}

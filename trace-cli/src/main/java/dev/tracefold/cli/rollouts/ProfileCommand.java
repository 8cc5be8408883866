/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.terminal.Bar;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.cli.terminal.Sizes;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.rollout.inspect.RolloutProfile;
import dev.tracefold.rollout.inspect.RolloutProfiler;
import dev.tracefold.rollout.line.BadLine;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Ink;
import dev.tracefold.view.text.Printable;
import dev.tracefold.view.text.Table;

/** {@code tracefold rollouts profile}. */
final class ProfileCommand implements Command {
    private static final int BAD_LINES = 10;

    private final OneRollout rollout = new OneRollout();
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Says where the bytes of a session are: kinds of lines, images, repeated history, the largest lines.",
                "The exit code is 1 where lines cannot be read, or are numbered and the numbers do not go up by one.");
        rollout.declare(syntax);
        syntax.flag("--json", "One JSON object.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        Path path = rollout.path(rollout.anyHome());
        RolloutProfile profile;
        try (Bar bar = new Bar(console, "reading", Bar.Unit.BYTES)) {
            profile = new RolloutProfiler().profile(path, bar::update);
        }
        if (json) {
            console.print(json(profile));
        } else {
            print(profile, console);
        }
        boolean wrong = profile.bad().count() > 0
                || profile.bad().truncated()
                || profile.misnumbered().count() > 0;
        return wrong ? Failure.EVIDENCE : 0;
    }

    private static void print(RolloutProfile profile, Console console) {
        Ink ink = console.ink();
        long all = profile.size().plain();
        console.print(ink.bold(Printable.line(profile.path().toString())));
        String stored = profile.size().stored() == all
                ? ""
                : ", stored in " + Sizes.of(profile.size().stored());
        console.print(
                "  " + Sizes.of(all) + " in " + Amounts.count(profile.size().lines(), "line") + stored);
        if (profile.kinds().isEmpty()) {
            printBad(profile, console); // A compressed file may be cut off before its first line.
            return;
        }
        console.print("");
        Table kinds = new Table("rrrl");
        for (RolloutProfile.Share share : profile.kinds()) {
            kinds.row(
                    Sizes.of(share.bytes()),
                    Sizes.share(share.bytes(), all),
                    Amounts.count(share.lines(), "line"),
                    kind(share.type(), share.itemType()));
        }
        kinds.print("  ", console::printShort);
        console.print("");
        RolloutProfile.History history = profile.history();
        if (history.compactions() > 0) {
            console.print("  Compactions: " + Amounts.count(history.compactions()) + ", with "
                    + Sizes.of(history.bytes()) + " of history, of which "
                    + (history.exact() ? "" : "at least ") + Sizes.of(history.repeatedBytes())
                    + " stood in the file before");
        }
        if (profile.images().count() > 0) {
            console.print("  Images: " + Amounts.count(profile.images().count()) + ", "
                    + Sizes.of(profile.images().bytes()) + " in base64");
        }
        console.print("  The largest lines:");
        Table largest = new Table("rrl");
        for (RolloutProfile.LargeLine line : profile.largest()) {
            largest.row(
                    "line " + Amounts.count(line.number()),
                    Sizes.of(line.length()),
                    kind(line.type(), line.itemType()));
        }
        largest.print("    ", console::printShort);
        printBad(profile, console);
    }

    private static void printBad(RolloutProfile profile, Console console) {
        if (profile.bad().truncated()) {
            console.print("  " + console.ink().bad("The compressed file is damaged or cut off")
                    + "; this is what could be read of it.");
        }
        if (profile.bad().count() > 0) {
            console.print("  " + console.ink().bad(Amounts.count(profile.bad().count(), "line") + " cannot be read")
                    + "; 'tracefold rollouts repair' saves what can be saved:");
            printFirst(profile.bad().first(), console);
        }
        if (profile.misnumbered().count() > 0) {
            long count = profile.misnumbered().count();
            console.print("  "
                    + console.ink().bad(Amounts.count(count, "line") + (count == 1 ? " is" : " are") + " misnumbered")
                    + ", where the program that numbers them may stop; 'tracefold rollouts repair' counts anew:");
            printFirst(profile.misnumbered().first(), console);
        }
    }

    private static void printFirst(List<BadLine> lines, Console console) {
        lines.stream()
                .limit(BAD_LINES)
                .forEach(line -> console.printShort("    line " + Amounts.count(line.number()) + ", byte "
                        + Amounts.count(line.offset()) + ": " + Printable.line(line.reason())));
    }

    private static String kind(String type, String itemType) {
        return Printable.line(itemType.isEmpty() ? type : type + " / " + itemType);
    }

    private static JsonValue json(RolloutProfile profile) {
        return new Fields()
                .text("path", profile.path().toString())
                .text("thread_id", profile.thread().map(Object::toString).orElse(null))
                .number("stored_bytes", profile.size().stored())
                .number("plain_bytes", profile.size().plain())
                .number("lines", profile.size().lines())
                .array("kinds", kinds(profile.kinds()))
                .number("images", profile.images().count())
                .number("image_bytes", profile.images().bytes())
                .number("compactions", profile.history().compactions())
                .number("history_items", profile.history().items())
                .number("history_bytes", profile.history().bytes())
                .number("repeated_history_bytes", profile.history().repeatedBytes())
                .bool("repeated_history_exact", profile.history().exact())
                .array(
                        "largest",
                        profile.largest().stream()
                                .map(line -> new Fields()
                                        .number("line", line.number())
                                        .number("offset", line.offset())
                                        .number("bytes", line.length())
                                        .text("type", line.type())
                                        .text("item_type", line.itemType())
                                        .object())
                                .toList())
                .number("bad_lines", profile.bad().count())
                .bool("truncated", profile.bad().truncated())
                .array("first_bad_lines", lines(profile.bad().first()))
                .number("misnumbered_lines", profile.misnumbered().count())
                .array("first_misnumbered_lines", lines(profile.misnumbered().first()))
                .object();
    }

    private static List<? extends JsonValue> lines(List<BadLine> lines) {
        return lines.stream()
                .map(line -> new Fields()
                        .number("line", line.number())
                        .number("offset", line.offset())
                        .number("bytes", line.length())
                        .text("reason", line.reason())
                        .object())
                .toList();
    }

    private static List<? extends JsonValue> kinds(List<RolloutProfile.Share> kinds) {
        return kinds.stream()
                .map(share -> new Fields()
                        .text("type", share.type())
                        .text("item_type", share.itemType())
                        .number("lines", share.lines())
                        .number("bytes", share.bytes())
                        .object())
                .toList();
    }
}

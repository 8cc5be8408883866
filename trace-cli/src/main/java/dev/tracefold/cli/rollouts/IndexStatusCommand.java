/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.rollout.index.BackfillState;
import dev.tracefold.rollout.index.RolloutIndex;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Printable;

/** {@code tracefold rollouts index status}. */
final class IndexStatusCommand implements Command {
    private final Home home = new Home();
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Says whether there is an index, what is in it, how far it has been filled, and whether it is sound.");
        home.declare(syntax);
        syntax.flag("--json", "One JSON object.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        RolloutContext context = home.context();
        String file = context.home().indexFile().toString();
        Optional<RolloutIndex> existing = RolloutIndex.openExisting(context.home());
        if (existing.isEmpty()) {
            if (json) {
                console.print(
                        new Fields().text("index", file).bool("exists", false).object());
            } else {
                console.print("There is no index; 'tracefold rollouts index backfill' makes one.");
            }
            return 0;
        }
        try (RolloutIndex index = existing.get()) {
            Optional<String> damage = index.findDamage();
            if (damage.isPresent()) {
                printDamaged(file, damage.get(), console);
                return Failure.EVIDENCE;
            }
            BackfillState state = index.backfillState();
            if (json) {
                console.print(new Fields()
                        .text("index", file)
                        .bool("exists", true)
                        .number("sessions", index.count())
                        .text("status", state.status().name().toLowerCase(Locale.ROOT))
                        .number("scanned", state.counts().scanned())
                        .number("upserted", state.counts().upserted())
                        .number("failed", state.counts().failed())
                        .text(
                                "completed_at",
                                state.lastSuccessAt()
                                        .map(at -> Instant.ofEpochSecond(at).toString())
                                        .orElse(null))
                        .text("integrity_check", "ok")
                        .object());
            } else {
                print(file, index.count(), state, console);
            }
        }
        return 0;
    }

    private void printDamaged(String file, String damage, Console console) {
        if (json) {
            console.print(new Fields()
                    .text("index", file)
                    .bool("exists", true)
                    .text("integrity_check", damage)
                    .object());
        } else {
            console.print(Printable.line(file) + ": damaged");
            console.print("  " + Printable.line(damage));
            console.print("  it is moved aside; 'tracefold rollouts index backfill' makes another");
        }
    }

    private static void print(String file, long sessions, BackfillState state, Console console) {
        console.print(Printable.line(file) + ": " + Amounts.count(sessions, "session"));
        switch (state.status()) {
            case COMPLETE ->
                console.print("  complete"
                        + state.lastSuccessAt()
                                .map(at -> " since " + Amounts.moment(at * 1000))
                                .orElse(""));
            case RUNNING ->
                console.print("  being filled, or left when it was; 'tracefold rollouts index backfill' goes on");
            case PENDING -> console.print("  not filled yet; 'tracefold rollouts index backfill' does it");
        }
        if (state.counts().failed() > 0) {
            console.print("  " + Amounts.count(state.counts().failed(), "file") + " could not be read");
        }
        console.print("  sound: every page was read, and its tables and their indexes agree;"
                + " whether they agree with the sessions was not looked at");
    }
}

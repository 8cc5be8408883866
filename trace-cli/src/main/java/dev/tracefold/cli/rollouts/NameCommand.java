/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.catalog.SessionNames;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Printable;

/** {@code tracefold rollouts name}. */
final class NameCommand implements Command {
    private String rollout = "";
    private @Nullable String name;
    private final Home home = new Home();
    private boolean clear;
    private boolean dryRun;
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Gives a session a name, by which the other commands find it; without a name, says the one it has.",
                "Names lie beside the sessions, in .tracefold; the session itself stays as it is.");
        syntax.argument(
                "ROLLOUT",
                "The session: its path, its id or how that begins, its name, or latest.",
                Times.ONCE,
                Value.TEXT,
                value -> rollout = value);
        syntax.argument("NAME", "The new name.", Times.AT_MOST_ONCE, Value.TEXT, value -> name = value);
        home.declare(syntax);
        syntax.flag("--clear", "Take its name away.", () -> clear = true);
        syntax.flag("--dry-run", "Say what would be done, and change nothing.", () -> dryRun = true);
        syntax.flag("--json", "One JSON object.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        if (clear && name != null) {
            throw new UsageError("either a name or --clear.");
        }
        if (name != null && name.isBlank()) {
            throw new UsageError("a name is more than blanks; --clear takes it away.");
        }
        RolloutContext context = home.context();
        Path path = Home.find(context, rollout);
        ThreadId id = RolloutName.parse(RolloutForms.fileName(RolloutForms.plain(path)))
                .map(RolloutName::id)
                .orElseThrow(() -> new Failure(
                        Failure.USAGE,
                        Printable.line(path.toString()) + " is not named as sessions are, so it has no id to name."));
        SessionNames names = Home.catalog(context).names();
        String before = names.nameOf(id).orElse(null);
        boolean changes = clear || name != null;
        if (changes && !dryRun) {
            Home.rename(context, id, name == null ? "" : name);
        }
        String now = changes ? name : before;
        if (json) {
            console.print(new Fields()
                    .text("thread_id", id.value())
                    .text("name", now)
                    .text("name_before", before)
                    .bool("dry_run", dryRun)
                    .object());
        } else {
            console.print(id
                    + (changes ? dryRun ? " would be" : " is now" : " is")
                    + (now == null ? " without a name" : " " + Printable.line(now)));
        }
        return 0;
    }
}

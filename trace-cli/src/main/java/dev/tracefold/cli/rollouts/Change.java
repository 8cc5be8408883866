/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.nio.file.Path;
import java.util.List;

import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.rollout.manage.RolloutManager.Relocation;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Printable;

/** What commands that change one session have in common. */
final class Change {
    private boolean dryRun;
    private boolean json;

    void declare(Syntax syntax) {
        syntax.flag("--dry-run", "Say what would be done, and change nothing.", () -> dryRun = true);
        syntax.flag("--json", "JSON, an object for each rollout.", () -> json = true);
    }

    boolean dryRun() {
        return dryRun;
    }

    /** Says what became of all rollouts of a session, each as one object or sentence. */
    void tell(Console console, String what, List<Relocation> moved, String words) {
        moved.forEach(one -> tell(console, what, one.from(), one.to(), words));
    }

    /** Says what became of a rollout. */
    void tell(Console console, String what, Path from, Path to, String words) {
        if (json) {
            console.print(new Fields()
                    .text("command", what)
                    .text("from", from.toString())
                    .text("to", to.toString())
                    .bool("dry_run", dryRun)
                    .object());
        } else {
            console.print(Printable.line(from.toString()) + " " + words
                    + (from.equals(to) ? "." : " to " + Printable.line(to.toString())));
        }
    }
}

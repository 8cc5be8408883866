/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
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
@Command(
        name = "name",
        description = {
            "Gives a session a name, by which the other commands find it; without a name, says the one it has.",
            "Names lie beside the sessions, in .tracefold; the session itself stays as it is."
        })
final class NameCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "ROLLOUT",
            description = "The session: its path, its id or how that begins, its name, or latest.")
    private String rollout = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The new name.")
    private @Nullable String name;

    @Mixin
    private Home home = new Home();

    @Option(names = "--clear", description = "Take its name away.")
    private boolean clear;

    @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, Failure {
        if (clear && name != null) {
            throw new ParameterException(spec.commandLine(), "either a name or --clear.");
        }
        if (name != null && name.isBlank()) {
            throw new ParameterException(spec.commandLine(), "a name is more than blanks; --clear takes it away.");
        }
        Console console = Console.of(spec);
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

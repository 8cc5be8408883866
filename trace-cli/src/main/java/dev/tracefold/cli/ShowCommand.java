/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

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
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.text.ConversationText;
import dev.tracefold.view.text.ObjectText;

/** {@code tracefold show}. */
@Command(
        name = "show",
        description = {
            "Shows the conversation as the model saw it, or one object with all that points at it.",
            "An object is named by its id, by enough of it to tell it from others, or by its agent path."
        })
final class ShowCommand implements Callable<Integer> {
    private static final int LINES = 12;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SESSION", description = BundleArgument.HELP)
    private Path bundle = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "The object.")
    private @Nullable String id;

    @Option(names = "--turn", paramLabel = "N", description = "What one turn brought: its number, or its id.")
    private @Nullable String turn;

    @Option(names = "--thread", paramLabel = "PATH", description = "One agent's conversation: its path, or its id.")
    private @Nullable String thread;

    @Option(names = "--full", description = "Leave nothing out of long items.")
    private boolean full;

    @Option(names = "--raw", description = "Open the payload files behind the object.")
    private boolean raw;

    @Option(names = "--json", description = "The object as one JSON object.")
    private boolean json;

    @Mixin
    private Reading reading = new Reading();

    @Override
    public Integer call() throws IOException, Failure {
        checkArguments();
        Console console = Console.of(spec);
        if (raw && !json && id != null && RawPayloads.printOne(bundle, id, reading, console)) {
            return 0;
        }
        RolloutTrace graph = reading.load(bundle, console).graph();
        if (id != null) {
            object(graph, ObjectArgument.any(graph, id), console);
        } else {
            conversation(graph, console);
        }
        return 0;
    }

    private void checkArguments() {
        if (id == null && (raw || json)) {
            throw new ParameterException(
                    spec.commandLine(), (raw ? "--raw" : "--json") + " is for one object: name it.");
        }
        if ((id != null && (turn != null || thread != null)) || (turn != null && thread != null)) {
            throw new ParameterException(spec.commandLine(), "ID, --turn and --thread exclude each other.");
        }
    }

    private void object(RolloutTrace graph, Node node, Console console) throws IOException, Failure {
        ObjectText text = new ObjectText(graph, console.ink(), console.width());
        if (json) {
            console.print(text.json(node));
        } else if (raw) {
            new RawPayloads(bundle, graph, console).print(node, text.json(node));
        } else {
            text.print(node, console::print);
        }
    }

    private void conversation(RolloutTrace graph, Console console) throws Failure {
        ConversationText text = new ConversationText(
                graph, console.ink(), console.terminal() ? console.width() : 120, full ? Integer.MAX_VALUE : LINES);
        if (turn != null) {
            text.print(ObjectArgument.turn(graph, turn), console::print);
        } else if (thread != null) {
            text.print(new ThreadId(ObjectArgument.thread(graph, thread).id()), console::print);
        } else {
            text.print(console::print);
        }
    }
}

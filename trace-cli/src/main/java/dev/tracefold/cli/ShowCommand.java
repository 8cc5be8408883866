/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.session.SessionArgument;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.text.ConversationText;
import dev.tracefold.view.text.ObjectText;

/** {@code tracefold show}. */
final class ShowCommand implements Command {
    private static final int LINES = 12;

    private final SessionArgument session = new SessionArgument();
    private @Nullable String id;
    private @Nullable String turn;
    private @Nullable String thread;
    private boolean full;
    private boolean raw;
    private boolean json;
    private final Reading reading = new Reading();

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Shows the conversation as the model saw it, or one object with all that points at it.",
                "An object is named by its id, by enough of it to tell it from others, or by its agent path.");
        session.declare(syntax);
        syntax.argument("ID", "The object.", Times.AT_MOST_ONCE, Value.TEXT, value -> id = value);
        syntax.option(
                "--turn", "N", "What one turn brought: its number, or its id.", Value.TEXT, value -> turn = value);
        syntax.option(
                "--thread",
                "PATH",
                "One agent's conversation: its path, or its id.",
                Value.TEXT,
                value -> thread = value);
        syntax.flag("--full", "Leave nothing out of long items.", () -> full = true);
        syntax.flag("--raw", "Open the payload files behind the object.", () -> raw = true);
        syntax.flag("--json", "The object as one JSON object.", () -> json = true);
        reading.declare(syntax);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        checkArguments();
        if (raw && !json && id != null && RawPayloads.printOne(session.path(), id, reading, console)) {
            return 0;
        }
        RolloutTrace graph = reading.load(session.path(), console).graph();
        if (id != null) {
            object(graph, ObjectArgument.any(graph, id), console);
        } else {
            conversation(graph, console);
        }
        return 0;
    }

    private void checkArguments() {
        if (id == null && (raw || json)) {
            throw new UsageError((raw ? "--raw" : "--json") + " is for one object: name it.");
        }
        if ((id != null && (turn != null || thread != null)) || (turn != null && thread != null)) {
            throw new UsageError("ID, --turn and --thread exclude each other.");
        }
    }

    private void object(RolloutTrace graph, Node node, Console console) throws IOException, Failure {
        ObjectText text = new ObjectText(graph, console.ink(), console.width());
        if (json) {
            console.print(text.json(node));
        } else if (raw) {
            new RawPayloads(session.path(), reading, graph, console).print(node, text.json(node));
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

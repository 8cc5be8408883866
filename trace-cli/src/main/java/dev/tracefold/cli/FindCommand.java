/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

import java.io.IOException;

import dev.tracefold.cli.session.Reading;
import dev.tracefold.cli.session.SessionArgument;
import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.view.lookup.TextSearch;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.FoundText;

/** {@code tracefold find}. */
final class FindCommand implements Command {
    private static final int MOST = 100;

    private final SessionArgument session = new SessionArgument();
    private String words = "";
    private int most = MOST;
    private boolean json;
    private final Reading reading = new Reading();

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Finds what was said and done in a session: messages, thoughts, tool calls with their output, code, agents.",
                "Case does not matter. 'tracefold explain' tells more of what was found. The exit code is 1 where nothing was.");
        session.declare(syntax);
        syntax.argument(
                "WORDS", "What to look for, as it stands there.", Times.ONCE, Value.TEXT, value -> words = value);
        syntax.option(
                "-n, --limit",
                "N",
                "Show so many; as a rule, the first " + MOST + ".",
                Value.INTEGER,
                value -> most = value);
        syntax.flag("--json", "One JSON object for each and a line.", () -> json = true);
        reading.declare(syntax);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        if (words.isBlank()) {
            throw new UsageError("WORDS is what to look for: at least one letter.");
        }
        if (most < 1) {
            throw new UsageError("--limit wants at least 1.");
        }
        SessionGraph graph = reading.load(session.path(), console).state().view();
        TextSearch.Found found = new TextSearch(graph, words).first(most);
        FoundText text = new FoundText(graph, console.ink());
        if (json) {
            found.hits().forEach(hit -> console.print(text.json(hit)));
        } else {
            text.print(found.hits(), console::printShort);
        }
        int more = found.objects() - found.hits().size();
        if (more > 0) {
            console.note("note: these are the first "
                    + Amounts.count(found.hits().size()) + " of " + Amounts.count(found.objects()) + "; -n shows more");
        }
        if (found.objects() == 0) {
            console.note("Nothing in this session says that.");
        }
        return found.objects() == 0 ? Failure.EVIDENCE : 0;
    }
}

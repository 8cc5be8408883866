/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Times;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Bar;
import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.catalog.ContentSearch;
import dev.tracefold.rollout.catalog.SearchResult;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Ink;
import dev.tracefold.view.text.Printable;

/** {@code tracefold rollouts search}. */
final class SearchCommand implements Command {
    private String term = "";
    private @Nullable String rollout;
    private final Home home = new Home();
    private boolean archived;
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Searches what users and agents said, in plain and compressed sessions alike; case does not matter.",
                "What it belongs to within a session, 'tracefold find' tells. The exit code is 1 where nothing was found.");
        syntax.argument("TERM", "What to look for.", Times.ONCE, Value.TEXT, value -> term = value);
        syntax.argument(
                "ROLLOUT",
                "Only that session: its path, its id or how that begins, its name, or latest.",
                Times.AT_MOST_ONCE,
                Value.TEXT,
                value -> rollout = value);
        home.declare(syntax);
        syntax.flag("--archived", "Look through the archive instead.", () -> archived = true);
        syntax.flag("--json", "One JSON object a session and line.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        RolloutContext context = rollout == null ? home.context() : home.contextOf(rollout);
        SearchResult result = result(context, console);
        List<Map.Entry<Path, String>> hits = new ArrayList<>(result.hits().entrySet());
        hits.sort(Map.Entry.<Path, String>comparingByKey().reversed());
        for (Map.Entry<Path, String> hit : hits) {
            String path =
                    RolloutForms.resolve(hit.getKey()).orElse(hit.getKey()).toString();
            if (json) {
                console.print(new Fields()
                        .text("path", path)
                        .text("snippet", hit.getValue())
                        .object());
            } else {
                console.print(console.ink().bold(Printable.line(path)));
                console.print("  " + marked(Printable.line(hit.getValue()), console.ink()));
            }
        }
        if (result.skipped() > 0) {
            console.note("note: " + Amounts.count(result.skipped(), "session")
                    + " could not be read to the end; 'tracefold rollouts profile' says why.");
        }
        if (hits.isEmpty()) {
            console.note("Nobody said that in " + Amounts.count(result.scanned(), "session") + ".");
        }
        return hits.isEmpty() ? Failure.EVIDENCE : 0;
    }

    private SearchResult result(RolloutContext context, Console console) throws IOException, Failure {
        ContentSearch search = new ContentSearch(context);
        if (rollout != null) {
            return search.searchFile(term, Home.find(context, rollout));
        }
        try (Bar bar = new Bar(console, "searching", Bar.Unit.FILES)) {
            return search.search(term, archived, bar::update);
        }
    }

    private String marked(String snippet, Ink ink) {
        int at = snippet.toLowerCase(Locale.ROOT).indexOf(term.toLowerCase(Locale.ROOT));
        int end = at + term.length();
        return at < 0 || end > snippet.length()
                ? snippet
                : snippet.substring(0, at) + ink.warn(snippet.substring(at, end)) + snippet.substring(end);
    }
}

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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.rollout.catalog.ContentSearch;
import dev.tracefold.rollout.catalog.SearchResult;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Ink;
import dev.tracefold.view.text.Printable;

/** {@code tracefold rollouts search}. */
@Command(
        name = "search",
        description = {
            "Searches what users and agents said, in plain and compressed sessions alike; case does not matter.",
            "The exit code is 1 where nothing was found."
        })
final class SearchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TERM", description = "What to look for.")
    private String term = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ROLLOUT",
            description = "Only that session: its path, its id or how that begins, its name, or latest.")
    private @Nullable String rollout;

    @Mixin
    private Home home = new Home();

    @Option(names = "--archived", description = "Look through the archive instead.")
    private boolean archived;

    @Option(names = "--json", description = "One JSON object a session and line.")
    private boolean json;

    @Override
    public Integer call() throws IOException, Failure {
        Console console = Console.of(spec);
        RolloutContext context = rollout == null ? home.context() : home.contextOf(rollout);
        SearchResult result = result(context, console);
        List<Map.Entry<Path, String>> hits = new ArrayList<>(result.hits().entrySet());
        hits.sort(Map.Entry.<Path, String>comparingByKey().reversed());
        for (Map.Entry<Path, String> hit : hits) {
            String path = hit.getKey().toString();
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
            Path path = Home.find(context, rollout);
            return search.searchFile(term, path)
                    .map(snippet -> new SearchResult(Map.of(path, snippet), 1, 0, 0))
                    .orElse(new SearchResult(Map.of(), 1, 0, 0));
        }
        try (Bar bar = new Bar(console, "searching")) {
            return search.search(term, archived, bar);
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

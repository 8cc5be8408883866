/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.tracefold.cli.terminal.Console;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.cli.terminal.Sizes;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.catalog.Cursor;
import dev.tracefold.rollout.catalog.ListRequest;
import dev.tracefold.rollout.catalog.RolloutPage;
import dev.tracefold.rollout.catalog.RolloutSummary;
import dev.tracefold.rollout.index.ThreadQuery;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.text.Amounts;
import dev.tracefold.view.text.Ink;
import dev.tracefold.view.text.Printable;
import dev.tracefold.view.text.Table;

/** {@code tracefold rollouts list}. */
@Command(
        name = "list",
        description = {
            "Lists sessions, the newest first, a page at a time.",
            "Through the index where there is a complete one, else from the files; 'rollouts index backfill' makes one."
        })
final class ListCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Home home = new Home();

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "So many a page; as a rule, 20.")
    private int limit = 20;

    @Option(names = "--cursor", paramLabel = "TOKEN", description = "Go on where the page before ended.")
    private @Nullable String cursor;

    @Option(
            names = "--sort",
            paramLabel = "TIME",
            description = "By when a session was created, updated, or last used (recency); as a rule, created.")
    private String sort = "created";

    @Option(names = "--oldest", description = "The oldest first.")
    private boolean oldest;

    @Option(names = "--archived", description = "Those in the archive instead.")
    private boolean archived;

    @Option(names = "--cwd", paramLabel = "DIR", description = "Only sessions that worked there; may be repeated.")
    private @Nullable List<String> cwds;

    @Option(names = "--provider", paramLabel = "NAME", description = "Only of that provider; may be repeated.")
    private List<String> providers = List.of();

    @Option(names = "--source", paramLabel = "NAME", description = "Only of that source, as cli; may be repeated.")
    private List<String> sources = List.of();

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "Only where the name has that in it; with an index, also the title or the preview.")
    private @Nullable String title;

    @Option(names = "--no-index", description = "Look at the files alone.")
    private boolean noIndex;

    @Option(names = "--json", description = "One JSON object a session and line.")
    private boolean json;

    @Override
    public Integer call() throws IOException, Failure {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(spec.commandLine(), "--limit wants a number from 1 to " + MOST + ".");
        }
        ListRequest request = request();
        RolloutContext context = home.context();
        RolloutPage page = Home.list(context, request, !noIndex);
        Console console = Console.of(spec);
        if (json) {
            for (RolloutSummary rollout : page.rollouts()) {
                print(rollout, console);
            }
        } else {
            table(page.rollouts(), console);
        }
        if (page.rollouts().isEmpty()) {
            console.note("No session matches" + (page.reachedScanCap() ? " among the newest files." : "."));
        }
        page.next()
                .ifPresent(next ->
                        console.note("There are more: the same command with --cursor " + next.token() + " goes on."));
        return 0;
    }

    private ListRequest request() throws IOException {
        ListRequest.ListFilter filter =
                ListRequest.ListFilter.NONE.withSources(sources).withProviders(providers);
        filter = cwds == null ? filter : filter.withCwds(cwds);
        filter = title == null ? filter : filter.withTitle(title);
        ListRequest request = ListRequest.newest(limit)
                .withSort(time())
                .withAscending(oldest)
                .withArchived(archived)
                .withFilter(filter);
        return cursor == null ? request : request.withCursor(Cursor.parse(cursor));
    }

    private ThreadQuery.Sort time() {
        return switch (sort) {
            case "created" -> ThreadQuery.Sort.CREATED;
            case "updated" -> ThreadQuery.Sort.UPDATED;
            case "recency" -> ThreadQuery.Sort.RECENCY;
            default ->
                throw new ParameterException(
                        spec.commandLine(), "--sort wants created, updated or recency, not '" + sort + "'.");
        };
    }

    private void table(List<RolloutSummary> rollouts, Console console) {
        Ink ink = console.ink();
        Table table = new Table("llrll");
        for (RolloutSummary rollout : rollouts) {
            String name = rollout.texts().name().orElse("");
            String said = Printable.line(
                    name.isBlank()
                            ? rollout.texts().preview().strip()
                            : name + " · " + rollout.texts().preview());
            table.row(
                    ink.dim(Amounts.moment(time(rollout)).substring(0, 16)),
                    rollout.id().value(),
                    size(rollout),
                    RolloutForms.isCompressed(rollout.path()) ? "zst" : "",
                    said.isEmpty() ? ink.dim("(nothing was said)") : said);
        }
        table.print("", console::printShort);
    }

    private long time(RolloutSummary rollout) {
        return switch (time()) {
            case CREATED -> rollout.times().created().toEpochMilli();
            case UPDATED -> rollout.times().updated().toEpochMilli();
            case RECENCY -> rollout.times().recency().toEpochMilli();
        };
    }

    private static String size(RolloutSummary rollout) {
        try {
            return Sizes.of(Files.size(rollout.path()));
        } catch (NoSuchFileException movedMeanwhile) {
            return "gone";
        } catch (IOException e) {
            return "?";
        }
    }

    private static void print(RolloutSummary rollout, Console console) {
        console.print(new Fields()
                .text("thread_id", rollout.id().value())
                .text("path", rollout.path().toString())
                .bool("archived", rollout.archived())
                .bool("compressed", RolloutForms.isCompressed(rollout.path()))
                .text("created_at", rollout.times().created().toString())
                .text("updated_at", rollout.times().updated().toString())
                .text("recency_at", rollout.times().recency().toString())
                .text("source", rollout.origin().source().orElse(null))
                .text("provider", rollout.origin().provider().orElse(null))
                .text("cwd", rollout.origin().cwd())
                .text("cli_version", rollout.origin().cliVersion())
                .text("name", rollout.texts().name().orElse(null))
                .text("preview", rollout.texts().preview())
                .object());
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.syntax.Command;
import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.UsageError;
import dev.tracefold.cli.syntax.Value;
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
final class ListCommand implements Command {
    private static final int MOST = 10_000;

    private final Home home = new Home();
    private int limit = 20;
    private @Nullable String cursor;
    private String sort = "created";
    private boolean oldest;
    private boolean archived;
    private final List<String> cwds = new ArrayList<>();
    private final List<String> providers = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private @Nullable String title;
    private boolean noIndex;
    private boolean json;

    @Override
    public void declare(Syntax syntax) {
        syntax.about(
                "Lists sessions, the newest first, a page at a time.",
                "Through the index where there is a complete one, else from the files; 'rollouts index backfill' makes one.");
        home.declare(syntax);
        syntax.option("-n, --limit", "N", "So many a page; as a rule, 20.", Value.INTEGER, value -> limit = value);
        syntax.option("--cursor", "TOKEN", "Go on where the page before ended.", Value.TEXT, value -> cursor = value);
        syntax.option(
                "--sort",
                "TIME",
                "By when a session was created, updated, or last used (recency); as a rule, created.",
                Value.TEXT,
                value -> sort = value);
        syntax.flag("--oldest", "The oldest first.", () -> oldest = true);
        syntax.flag("--archived", "Those in the archive instead.", () -> archived = true);
        syntax.repeated("--cwd", "DIR", "Only sessions that worked there; may be repeated.", Value.TEXT, cwds::add);
        syntax.repeated("--provider", "NAME", "Only of that provider; may be repeated.", Value.TEXT, providers::add);
        syntax.repeated("--source", "NAME", "Only of that source, as cli; may be repeated.", Value.TEXT, sources::add);
        syntax.option(
                "--title",
                "TEXT",
                "Only where the name has that in it; with an index, also the title or the preview.",
                Value.TEXT,
                value -> title = value);
        syntax.flag("--no-index", "Look at the files alone.", () -> noIndex = true);
        syntax.flag("--json", "One JSON object a session and line.", () -> json = true);
    }

    @Override
    public int run(Console console) throws IOException, Failure {
        if (limit < 1 || limit > MOST) {
            throw new UsageError("--limit wants a number from 1 to " + MOST + ".");
        }
        ListRequest request = request();
        RolloutContext context = home.context();
        RolloutPage page = Home.list(context, request, !noIndex);
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
        filter = cwds.isEmpty() ? filter : filter.withCwds(cwds);
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
            default -> throw new UsageError("--sort wants created, updated or recency, not '" + sort + "'.");
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
            String mark = Printable.line(Spawn.mark(rollout.origin().source()));
            table.row(
                    ink.dim(Amounts.moment(time(rollout)).substring(0, 16)),
                    rollout.id().value(),
                    size(rollout),
                    RolloutForms.isCompressed(file(rollout)) ? "zst" : "",
                    (mark.isEmpty() ? "" : ink.dim(mark) + " ")
                            + (said.isEmpty() ? ink.dim("(nothing was said)") : said));
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

    /** The form that exists; a summary has the plain path of either. */
    private static Path file(RolloutSummary rollout) {
        return RolloutForms.resolve(rollout.path()).orElse(rollout.path());
    }

    private static String size(RolloutSummary rollout) {
        try {
            return Sizes.of(Files.size(file(rollout)));
        } catch (NoSuchFileException movedMeanwhile) {
            return "gone";
        } catch (IOException e) {
            return "?";
        }
    }

    private static void print(RolloutSummary rollout, Console console) {
        Path file = file(rollout);
        console.print(new Fields()
                .text("thread_id", rollout.id().value())
                .text("path", file.toString())
                .bool("archived", rollout.archived())
                .bool("compressed", RolloutForms.isCompressed(file))
                .text("created_at", rollout.times().created().toString())
                .text("updated_at", rollout.times().updated().toString())
                .text("recency_at", rollout.times().recency().toString())
                .text("source", rollout.origin().source().orElse(null))
                .text(
                        "spawned_by",
                        Spawn.of(rollout.origin().source()).map(Spawn::parent).orElse(null))
                .text("provider", rollout.origin().provider().orElse(null))
                .text("cwd", rollout.origin().cwd())
                .text("cli_version", rollout.origin().cliVersion())
                .text("name", rollout.texts().name().orElse(null))
                .text("preview", rollout.texts().preview())
                .object());
    }
}

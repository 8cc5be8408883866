/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.rollouts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

import dev.tracefold.cli.syntax.Syntax;
import dev.tracefold.cli.syntax.Value;
import dev.tracefold.cli.terminal.Failure;
import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutFile;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.RolloutWalk;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.catalog.ListRequest;
import dev.tracefold.rollout.catalog.RolloutCatalog;
import dev.tracefold.rollout.catalog.RolloutPage;
import dev.tracefold.rollout.catalog.RolloutSummary;
import dev.tracefold.rollout.index.IndexException;
import dev.tracefold.rollout.index.IndexMaintenance;
import dev.tracefold.rollout.index.MetadataExtractor;
import dev.tracefold.rollout.index.RolloutIndex;
import dev.tracefold.rollout.manage.RolloutManager;
import dev.tracefold.rollout.manage.RolloutRows;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.view.text.Printable;

/** The home that a command is about, and what people name in it. */
final class Home {
    private static final String DEFAULT_PROVIDER = "openai";
    private static final String LATEST = "latest";
    private static final int SHORTEST_BEGINNING = 4;

    private @Nullable Path option;

    void declare(Syntax syntax) {
        syntax.option(
                "--home",
                "DIR",
                "The home that holds the sessions; otherwise the one of CODEX_HOME, otherwise ~/.codex.",
                Value.PATH,
                value -> option = value);
    }

    RolloutContext context() throws Failure {
        return existing("");
    }

    /** For commands that only read: what is named by its path needs no home. */
    RolloutContext contextOf(String rollout) throws Failure {
        return isPath(rollout)
                ? anyContext()
                : existing("there is no file " + Printable.line(rollout)
                        + ", and to look for a session of that id or name ");
    }

    private RolloutContext existing(String before) throws Failure {
        RolloutContext context = anyContext();
        Path root = context.home().root();
        if (!Files.isDirectory(root)) {
            throw new Failure(
                    Failure.ENVIRONMENT,
                    before + "there is no home at " + Printable.line(root.toString())
                            + ": name the directory that holds 'sessions' with --home.");
        }
        return context;
    }

    private RolloutContext anyContext() {
        return RolloutContext.of(RolloutHome.locate(option, System.getenv()));
    }

    private static boolean isPath(String named) {
        try {
            return RolloutForms.resolve(Path.of(named)).isPresent();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static MetadataExtractor extractor() {
        return MetadataExtractor.withDefaults(DEFAULT_PROVIDER);
    }

    /** The catalog of the files alone. */
    static RolloutCatalog catalog(RolloutContext context) {
        return new RolloutCatalog(context, null, extractor());
    }

    /** The index, if there is one that can be opened; all that it is good for can be done without it. */
    private static Optional<RolloutIndex> index(RolloutContext context) {
        try {
            return RolloutIndex.openExisting(context.home());
        } catch (IOException unusable) {
            return Optional.empty();
        }
    }

    /** A page of sessions: through the index, if there is one and it is wanted, else from the files. */
    static RolloutPage list(RolloutContext context, ListRequest request, boolean withIndex) throws IOException {
        Optional<RolloutIndex> existing = withIndex ? index(context) : Optional.empty();
        if (existing.isEmpty()) {
            return catalog(context).list(request, RolloutCatalog.Mode.FILES);
        }
        try (RolloutIndex index = existing.get()) {
            return new RolloutCatalog(context, index, extractor()).list(request, RolloutCatalog.Mode.REPAIR);
        }
    }

    /**
     * The rollout that somebody named: by path, id, the beginning of an id, or name.
     *
     * @return the form that exists
     */
    static Path find(RolloutContext context, String named) throws IOException, Failure {
        return lookUp(context, named)
                .orElseThrow(() -> new Failure(
                        Failure.USAGE,
                        "no rollout has the path, id or name " + Printable.line(named)
                                + "; 'tracefold rollouts list' shows those there are."));
    }

    /** The same, where it may well be missing: the form that exists. */
    static Optional<Path> lookUp(RolloutContext context, String named) throws IOException, Failure {
        Optional<Path> found = inAnyForm(context, named);
        return found.isEmpty() ? found : RolloutForms.resolve(found.get()).or(() -> found);
    }

    private static Optional<Path> inAnyForm(RolloutContext context, String named) throws IOException, Failure {
        try {
            return Optional.of(catalog(context).resolve(named));
        } catch (RolloutException e) {
            if (e.kind() != RolloutException.Kind.NOT_FOUND) {
                throw e;
            }
        }
        if (named.equals(LATEST)) {
            return catalog(context).latest(ListRequest.ListFilter.NONE, false).map(RolloutSummary::path);
        }
        List<RolloutFile> found = beginning(context, named);
        if (found.size() > 1) {
            throw new Failure(
                    Failure.USAGE,
                    found.size() + " rollouts begin with " + Printable.line(named) + ", among them "
                            + found.get(0).name().id() + " and "
                            + found.get(1).name().id() + ": name more of it.");
        }
        return found.stream().findFirst().map(RolloutFile::path);
    }

    private static List<RolloutFile> beginning(RolloutContext context, String named) throws IOException {
        Map<ThreadId, RolloutFile> found = new TreeMap<>();
        if (named.length() >= SHORTEST_BEGINNING) {
            String wanted = named.toLowerCase(Locale.ROOT);
            for (boolean archived : new boolean[] {false, true}) {
                new RolloutWalk(context.files(), RolloutWalk.PROPAGATE)
                        .forEach(context.home().rolloutRoot(archived), archived, file -> {
                            if (file.name().id().value().startsWith(wanted)) {
                                found.merge(file.name().id(), file, RolloutFile::preferred);
                            }
                        });
            }
        }
        return List.copyOf(found.values());
    }

    /** Work that the index has to hear of, if there is one. */
    interface Managing<T> {
        T by(RolloutManager manager) throws IOException;
    }

    static <T> T manage(RolloutContext context, Managing<T> work) throws IOException {
        Optional<RolloutIndex> existing = index(context);
        if (existing.isEmpty()) {
            return work.by(new RolloutManager(context, RolloutRows.NONE));
        }
        try (RolloutIndex index = existing.get()) {
            return work.by(new RolloutManager(context, new IndexMaintenance(index, extractor(), context.clock())));
        }
    }

    /** Names a session, in the index too if there is one; a blank name takes the name away. */
    static void rename(RolloutContext context, ThreadId id, String name) throws IOException {
        catalog(context).names().rename(id, name);
        Optional<RolloutIndex> existing = index(context);
        if (existing.isPresent()) {
            try (RolloutIndex index = existing.get()) {
                index.setName(id, name.isBlank() ? null : name);
            } catch (IndexException keptBesideIt) {
                // Names are asked for where they are kept first; the row's is only a copy.
            }
        }
    }

    /** How many sessions there are, in the archive and out of it. */
    static long count(RolloutContext context) throws IOException {
        long[] count = {0};
        for (boolean archived : new boolean[] {false, true}) {
            new RolloutWalk(context.files(), RolloutWalk.PROPAGATE)
                    .forEach(context.home().rolloutRoot(archived), archived, file -> count[0]++);
        }
        return count[0];
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutFile;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.RolloutWalk;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.index.BackfillState;
import dev.tracefold.rollout.index.IndexException;
import dev.tracefold.rollout.index.IndexMaintenance;
import dev.tracefold.rollout.index.MetadataExtractor;
import dev.tracefold.rollout.index.RolloutIndex;
import dev.tracefold.rollout.line.ConversationText;
import dev.tracefold.rollout.read.RolloutReader;
import dev.tracefold.rollout.record.RolloutContext;

/**
 * Lists rollouts and looks them up by id or name. Works on the files alone; given an index, uses it, repairs rows that
 * the files contradict, and falls back to the files when the index fails or is not complete. Thread-safe.
 */
public final class RolloutCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutCatalog.class);

    /** Where a listing comes from. */
    public enum Mode {
        /** The files alone. */
        FILES,
        /** The index alone, without a look at the directories; empty when there is no index. */
        INDEX,
        /** The index, after a page of files was used to repair it; the files when the index is of no use. */
        REPAIR
    }

    private final RolloutContext context;
    private final @Nullable RolloutIndex index;
    private final @Nullable IndexMaintenance maintenance;
    private final SessionNames names;
    private final FileLister files;
    private final ThreadLookup lookup;

    /**
     * Makes a catalog.
     *
     * @param index the index of the same data directory, or null to use the files alone
     */
    public RolloutCatalog(RolloutContext context, @Nullable RolloutIndex index, MetadataExtractor extractor) {
        this.context = context;
        this.index = index != null && index.home().equals(context.home()) ? index : null;
        this.maintenance = this.index == null ? null : new IndexMaintenance(this.index, extractor, context.clock());
        this.names = new SessionNames(context);
        SummaryReader summaries = new SummaryReader(context.files(), ConversationText.DEFAULT);
        this.files = new FileLister(context.home(), context.files(), summaries, names, extractor.defaultProvider());
        this.lookup = new ThreadLookup(context, this.index, this.maintenance);
    }

    /** The names that people gave to sessions. */
    public SessionNames names() {
        return names;
    }

    /**
     * One page of rollouts.
     *
     * @throws IOException when a directory other than a missing one cannot be read
     */
    public RolloutPage list(ListRequest request, Mode mode) throws IOException {
        return switch (mode) {
            case FILES -> files.list(request);
            case INDEX -> index == null ? RolloutPage.EMPTY : new IndexLister(index).list(request, names.all());
            case REPAIR -> repairing(request);
        };
    }

    private RolloutPage repairing(ListRequest request) throws IOException {
        RolloutIndex rows = index;
        IndexMaintenance repair = maintenance;
        if (rows == null || repair == null) {
            return fallBack("db_unavailable", request);
        }
        try {
            if (rows.backfillState().status() != BackfillState.Status.COMPLETE) {
                return fallBack("backfill_incomplete", request);
            }
            new PageRepair(files, repair, request).run();
            return new IndexLister(rows).list(request, names.all());
        } catch (IndexException e) {
            LOG.warn("the index is of no use, listing from the files", e);
            return fallBack("db_error", request);
        }
    }

    private RolloutPage fallBack(String reason, ListRequest request) throws IOException {
        context.metrics().count("sqlite.fallback", "list," + reason);
        return files.list(request);
    }

    /**
     * The rollout of a thread: the form that exists.
     *
     * @throws IOException when a directory cannot be read and the rollout was not found elsewhere
     */
    public Optional<Path> find(ThreadId id, boolean archived) throws IOException {
        return lookup.find(id, archived);
    }

    /** As {@link #find(ThreadId, boolean)} under both roots, live first. */
    public Optional<Path> find(ThreadId id) throws IOException {
        Optional<Path> found = Optional.empty();
        IOException unreadable = null;
        for (boolean archived : new boolean[] {false, true}) {
            try {
                found = found.isPresent() ? found : lookup.find(id, archived);
            } catch (IOException e) {
                unreadable = unreadable == null ? e : unreadable;
            }
        }
        if (found.isEmpty() && unreadable != null) {
            throw unreadable;
        }
        return found;
    }

    /**
     * The saved rollout of a thread, for work that needs its history: reading turns, exporting, forking, rolling back.
     *
     * @throws RolloutException NOT_READY when the thread lives and nothing is saved yet, NOT_FOUND when it is unknown
     */
    public Path require(ThreadId id) throws IOException {
        context.live().requireSaved(id);
        return find(id).orElseThrow(() -> RolloutException.notFound(id));
    }

    /** Opens the saved history of a thread; fails as {@link #require}. */
    public RolloutReader openHistory(ThreadId id) throws IOException {
        return RolloutReader.open(require(id));
    }

    /**
     * The rollout that was used last. With directories in the filter, the one that works there now: the last turn context
     * in its file counts, not where it was when it began.
     *
     * @throws IOException when a directory other than a missing one cannot be read
     */
    public Optional<RolloutSummary> latest(ListRequest.ListFilter filter, boolean archived) throws IOException {
        return new LatestRollout(request -> list(request, index == null ? Mode.FILES : Mode.REPAIR))
                .find(filter, archived);
    }

    /**
     * The rollouts whose newest name is this one, most recently written first.
     *
     * @param filter sources and providers; a rollout that states no provider passes
     */
    public List<Path> findByName(String name, ListRequest.ListFilter filter) throws IOException {
        if (name.isBlank()) {
            return List.of();
        }
        List<ThreadId> ids = names.idsNamed(name);
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        for (RolloutFile file : newestByName(ids)) {
            if (NamedRollouts.passes(file, filter, context.files())) {
                found.add(file.path());
            }
        }
        found.sort(Comparator.comparing(RolloutCatalog::modified).reversed());
        return found;
    }

    /** One walk for all candidates. */
    private List<RolloutFile> newestByName(List<ThreadId> ids) throws IOException {
        RolloutWalk walk = new RolloutWalk(context.files(), RolloutWalk.PROPAGATE);
        List<RolloutFile> found = new ArrayList<>();
        for (boolean archived : new boolean[] {false, true}) {
            walk.forEach(context.home().rolloutRoot(archived), archived, file -> {
                if (ids.contains(file.name().id())) {
                    found.add(file);
                }
            });
        }
        return found;
    }

    private static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    /**
     * Finds what a person may have typed: a path, a thread id, or a name.
     *
     * @throws RolloutException NOT_FOUND when it is none of them
     */
    public Path resolve(String pathIdOrName) throws IOException {
        Optional<ThreadId> id = ThreadId.parse(pathIdOrName);
        if (id.isPresent()) {
            return require(id.get());
        }
        try {
            Path path = Path.of(pathIdOrName);
            Optional<Path> form = RolloutForms.resolve(path.toAbsolutePath())
                    .or(() -> RolloutForms.resolve(context.home().absolute(path)));
            if (form.isPresent()) {
                return form.get();
            }
        } catch (java.nio.file.InvalidPathException e) {
            // Then it can only be a name.
        }
        Optional<RolloutName> fileName = RolloutName.parse(pathIdOrName);
        if (fileName.isPresent()) {
            return require(fileName.get().id());
        }
        List<Path> named = findByName(pathIdOrName, ListRequest.ListFilter.NONE);
        if (named.isEmpty()) {
            throw RolloutException.notFound("no rollout, thread id or session name: " + pathIdOrName);
        }
        return named.get(0);
    }
}

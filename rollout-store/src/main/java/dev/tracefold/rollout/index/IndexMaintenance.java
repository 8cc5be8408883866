/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutItem;
import dev.tracefold.rollout.manage.RolloutRows;
import dev.tracefold.rollout.record.RecorderOptions;

/**
 * Keeps rows and files together: what a recorder has just written, what was moved or deleted, and rows that a look at the
 * files shows to be missing or stale. Thread-safe.
 */
public final class IndexMaintenance implements RolloutRows, RecorderOptions.Observer {
    private static final Logger LOG = LoggerFactory.getLogger(IndexMaintenance.class);

    private final RolloutIndex index;
    private final MetadataExtractor extractor;
    private final Clock clock;

    public IndexMaintenance(RolloutIndex index, MetadataExtractor extractor, Clock clock) {
        this.index = index;
        this.extractor = extractor;
        this.clock = clock;
    }

    /**
     * Updates the row from lines that have just been written; the first ones of a session create it. Lines of a session that was
     * begun earlier do not: what they lack is in the file, which the next look at the files reads whole.
     */
    @Override
    public void written(Path plain, List<RolloutItem> items) throws IOException {
        index.transaction(() -> {
            try {
                apply(plain, items);
            } catch (IndexException e) {
                throw e;
            } catch (IOException e) {
                throw new IndexException("no row for " + plain + ": " + e.getMessage());
            }
            return 0;
        });
    }

    private void apply(Path plain, List<RolloutItem> items) throws IOException {
        Optional<ThreadId> id = RolloutName.parse(RolloutForms.fileName(plain)).map(RolloutName::id);
        Optional<ThreadRow> existing = id.isPresent() ? index.find(id.get()).filter(index::isOwn) : Optional.empty();
        if (existing.isEmpty() && !beginsSession(items)) {
            return;
        }
        MetadataFold fold = existing.isPresent() ? extractor.foldFrom(existing.get()) : extractor.foldFor(plain);
        items.forEach(fold::apply);
        ThreadRow row = fold.row(MetadataExtractor.modified(plain));
        index.upsert(row.withCwd(normalize(row.origin().cwd())));
        index.touchRecency(row.id(), clock.millis());
    }

    private static boolean beginsSession(List<RolloutItem> items) {
        return !items.isEmpty() && items.get(0).type() == LineType.SESSION_META;
    }

    @Override
    public void moved(ThreadId id, Path plain, boolean archived) throws IndexException {
        if (!pointsElsewhere(id, plain)) {
            index.setPath(id, plain.toString(), archived ? (Long) (clock.millis() / 1_000) : null);
        }
    }

    @Override
    public void deleted(ThreadId id, Path plain) throws IndexException {
        if (!pointsElsewhere(id, plain)) {
            index.delete(id);
        }
    }

    /** Whether the session goes on in another rollout than the one that something was done to. */
    private boolean pointsElsewhere(ThreadId id, Path plain) throws IndexException {
        Optional<ThreadRow> row = index.find(id);
        return row.isPresent() && pointsElsewhere(row.get(), plain);
    }

    /**
     * Makes the row agree with the file, read whole. What was set on purpose stays. A row that points to another file is
     * left alone while that file exists. Failures are logged, never thrown.
     *
     * @param archived where the file lies, or null when that is not known
     * @return the row as it is now; empty when there is none or it points elsewhere
     */
    public Optional<ThreadRow> reconcile(Path path, @Nullable Boolean archived) {
        try {
            return reconcileOrFail(path, archived);
        } catch (IOException | RuntimeException e) {
            LOG.warn("could not bring the row of {} up to date", path, e);
            return Optional.empty();
        }
    }

    private Optional<ThreadRow> reconcileOrFail(Path path, @Nullable Boolean archived) throws IOException {
        ThreadRow fresh = extractor.extract(path).row();
        ThreadRow row = fresh.withCwd(normalize(fresh.origin().cwd()));
        return index.transaction(() -> {
            Optional<ThreadRow> existing = index.find(row.id());
            if (existing.isPresent() && pointsElsewhere(existing.get(), path)) {
                return Optional.empty();
            }
            ThreadRow merged = existing.isPresent() ? Merging.keepExplicit(row, existing.get()) : row;
            Long before = existing.isPresent() ? existing.get().archivedAt() : null;
            index.upsert(merged.withArchivedAt(archivedAt(archived, before, merged)));
            return index.find(row.id());
        });
    }

    private static @Nullable Long archivedAt(@Nullable Boolean archived, @Nullable Long before, ThreadRow row) {
        if (archived == null) {
            return before;
        }
        if (!archived) {
            return null;
        }
        return before == null ? (Long) (row.times().updated() / 1_000) : before;
    }

    /** Whether the row names another file of this home that is really there, and in which the session did not go on. */
    private boolean pointsElsewhere(ThreadRow row, Path path) {
        Path own = Path.of(row.rolloutPath());
        return index.isOwn(row)
                && !own.equals(RolloutForms.plain(path))
                && RolloutForms.resolve(own).isPresent()
                && !goesOn(own, path);
    }

    /** Whether a session that was taken back to an earlier point goes on in the other of its rollouts. */
    private static boolean goesOn(Path own, Path other) {
        Optional<RolloutName> before = RolloutName.parse(RolloutForms.fileName(own));
        Optional<RolloutName> after = RolloutName.parse(RolloutForms.fileName(other));
        return before.isPresent()
                && after.isPresent()
                && !after.get().rollout().equals(before.get().rollout())
                && after.get().compareTo(before.get()) > 0;
    }

    /**
     * Makes the row of a file found on disk exist and point to it, reading the file only when the row is missing or older
     * than the file.
     *
     * @param wrongFile whether the row is known to point to another thread's file
     */
    public Optional<ThreadRow> readRepair(Path path, ThreadId id, boolean archived, boolean wrongFile) {
        try {
            Optional<ThreadRow> existing = index.find(id);
            if (existing.isEmpty()) {
                return reconcile(path, archived);
            }
            ThreadRow row = existing.get();
            if (!wrongFile && pointsElsewhere(row, path)) {
                return existing;
            }
            String logical = RolloutForms.plain(path).toString();
            String cwd = normalize(row.origin().cwd());
            if (!index.isOwn(row)
                    || MetadataExtractor.modified(path) > row.times().updated()) {
                return refreshed(path, row, archived, wrongFile);
            }
            if (row.rolloutPath().equals(logical)
                    && row.archived() == archived
                    && row.origin().cwd().equals(cwd)) {
                return existing;
            }
            ThreadRow repaired = row.withRolloutPath(logical).withCwd(cwd);
            index.upsert(repaired.withArchivedAt(archivedAt(archived, row.archivedAt(), row)));
            return index.find(id);
        } catch (IOException | RuntimeException e) {
            LOG.warn("could not repair the row of {}", path, e);
            return Optional.empty();
        }
    }

    /** Reads a file anew that somebody else has written to since. */
    private Optional<ThreadRow> refreshed(Path path, ThreadRow row, boolean archived, boolean wrongFile)
            throws IndexException {
        if (wrongFile) {
            index.setPath(row.id(), RolloutForms.plain(path).toString(), row.archivedAt());
        }
        return reconcile(path, archived);
    }

    /** A working directory without {@code .} and {@code ..}, for comparing. */
    public static String normalize(String cwd) {
        if (cwd.isEmpty()) {
            return cwd;
        }
        try {
            String normal = Path.of(cwd).normalize().toString();
            return normal.isEmpty() ? cwd : normal;
        } catch (java.nio.file.InvalidPathException e) {
            return cwd;
        }
    }

    RolloutHome home() {
        return index.home();
    }
}

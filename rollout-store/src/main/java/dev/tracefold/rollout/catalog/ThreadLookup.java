/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.RolloutFile;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutWalk;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.index.IndexException;
import dev.tracefold.rollout.index.IndexMaintenance;
import dev.tracefold.rollout.index.RolloutIndex;
import dev.tracefold.rollout.index.ThreadRow;
import dev.tracefold.rollout.read.SessionHead;
import dev.tracefold.rollout.record.RolloutContext;

/** Finds the file of a thread: from its row if that proves right, else by name, repairing the row. */
final class ThreadLookup {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadLookup.class);

    private final RolloutContext context;
    private final @Nullable RolloutIndex index;
    private final @Nullable IndexMaintenance maintenance;

    ThreadLookup(RolloutContext context, @Nullable RolloutIndex index, @Nullable IndexMaintenance maintenance) {
        this.context = context;
        this.index = index;
        this.maintenance = maintenance;
    }

    /**
     * What the row led to.
     *
     * @param verified the file, if its header proves that it is the thread's
     * @param unverified the file, if its header cannot be read
     * @param wrongFile whether the row names another thread's file
     */
    private record FromRow(Optional<Path> verified, Optional<Path> unverified, boolean wrongFile) {
        static final FromRow NOTHING = new FromRow(Optional.empty(), Optional.empty(), false);
    }

    Optional<Path> find(ThreadId id, boolean archived) throws IOException {
        FromRow row = fromRow(id, archived);
        if (row.verified().isPresent()) {
            return row.verified();
        }
        List<IOException> errors = new ArrayList<>();
        Optional<RolloutFile> byName = byName(id, archived, errors);
        if (byName.isPresent()) {
            if (maintenance != null) {
                maintenance.readRepair(byName.get().plainPath(), id, archived, row.wrongFile());
            }
            return byName.map(RolloutFile::path);
        }
        if (row.unverified().isPresent()) {
            return row.unverified();
        }
        if (!errors.isEmpty()) {
            throw errors.get(0);
        }
        return Optional.empty();
    }

    private FromRow fromRow(ThreadId id, boolean archived) {
        if (index == null) {
            return FromRow.NOTHING;
        }
        Optional<ThreadRow> row;
        try {
            row = index.find(id);
        } catch (IndexException e) {
            LOG.warn("the index cannot be asked for {}", id, e);
            return miss("db_error", false);
        }
        if (row.isEmpty() || row.get().archived() != archived) {
            return miss("missing_row", false);
        }
        Optional<Path> form =
                RolloutForms.resolve(context.home().absolute(Path.of(row.get().rolloutPath())));
        if (form.isEmpty() || !index.isOwn(row.get())) {
            return miss("stale_path", false);
        }
        try {
            if (SessionHead.read(form.get(), context.files()).id().equals(id)) {
                return new FromRow(form, Optional.empty(), false);
            }
            return miss("mismatch", true);
        } catch (IOException e) {
            return new FromRow(Optional.empty(), form, false);
        }
    }

    private FromRow miss(String reason, boolean wrongFile) {
        context.metrics().count("sqlite.fallback", "lookup," + reason);
        return new FromRow(Optional.empty(), Optional.empty(), wrongFile);
    }

    /** The newest file that carries the id in its name. */
    private Optional<RolloutFile> byName(ThreadId id, boolean archived, List<IOException> errors) throws IOException {
        RolloutWalk walk = new RolloutWalk(context.files(), (directory, error) -> errors.add(error));
        List<RolloutFile> found = new ArrayList<>();
        walk.forEach(context.home().rolloutRoot(archived), archived, file -> {
            if (file.name().id().equals(id)) {
                found.add(file);
            }
        });
        return found.stream().max(Comparator.comparing(RolloutFile::name));
    }
}

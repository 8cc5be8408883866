/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.nio.file.Path;
import java.util.Optional;

import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;

/** Writes a row that was made from a file in bulk, minding what is there. */
final class BackfillWriter {
    private final RolloutIndex index;

    BackfillWriter(RolloutIndex index) {
        this.index = index;
    }

    void write(ThreadRow extracted, boolean archived) throws IndexException {
        ThreadRow row =
                extracted.withCwd(IndexMaintenance.normalize(extracted.origin().cwd()));
        if (archived) {
            row = row.withArchivedAt(row.times().updated() / 1_000);
        }
        Optional<ThreadRow> existing = index.find(row.id());
        if (existing.isEmpty()) {
            index.upsert(row);
        } else if (!isBetterFile(existing.get(), row)) {
            index.upsert(merge(existing.get(), row));
        }
    }

    private static ThreadRow merge(ThreadRow existing, ThreadRow row) {
        boolean samePath = existing.rolloutPath().equals(row.rolloutPath());
        if (samePath && existing.times().updated() > row.times().updated()) {
            return Merging.fillEmpty(existing, row); // A live session wrote after the file was read.
        }
        ThreadRow merged = Merging.keepExplicit(row, existing);
        return samePath && row.archived() && existing.archivedAt() != null
                ? merged.withArchivedAt(existing.archivedAt())
                : merged;
    }

    /** Of two files of one thread, the one that is not archived counts, then the one with the newer name. */
    private boolean isBetterFile(ThreadRow existing, ThreadRow row) {
        Path have = Path.of(existing.rolloutPath());
        Path found = Path.of(row.rolloutPath());
        if (have.equals(found)
                || !index.isOwn(existing)
                || RolloutForms.resolve(have).isEmpty()) {
            return false;
        }
        if (existing.archived() != row.archived()) {
            return row.archived();
        }
        Optional<RolloutName> haveName = RolloutName.parse(RolloutForms.fileName(have));
        Optional<RolloutName> foundName = RolloutName.parse(RolloutForms.fileName(found));
        return haveName.isPresent() && foundName.isPresent() && haveName.get().compareTo(foundName.get()) > 0;
    }
}

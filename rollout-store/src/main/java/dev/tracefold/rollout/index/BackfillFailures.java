/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.internal.FileOps;

/** Remembers which files could not be read, and when it is worth trying again: three times, or once they change. */
final class BackfillFailures {
    private static final int MAX_ATTEMPTS = 3;

    private final BackfillTable table;
    private final FileOps files;

    BackfillFailures(BackfillTable table, FileOps files) {
        this.table = table;
        this.files = files;
    }

    Map<String, BackfillTable.Failure> all() throws IndexException {
        Map<String, BackfillTable.Failure> failures = new HashMap<>();
        table.failures().forEach(failure -> failures.put(failure.path(), failure));
        return failures;
    }

    boolean mayRetry(BackfillTable.Failure failure, Path path) {
        return failure.attempts() < MAX_ATTEMPTS || !isUnchanged(failure, asOfNow(failure.path(), path, 0));
    }

    /** Notes a failure after the one noted before, if any. */
    void note(BackfillTable.@Nullable Failure before, BackfillReader.Read read, long now) throws IndexException {
        BackfillTable.Failure first =
                asOfNow(read.entry().key(), read.entry().file().path(), 1);
        int attempts = before != null && isUnchanged(before, first) ? before.attempts() + 1 : 1;
        table.noteFailure(
                new BackfillTable.Failure(first.path(), first.size(), first.modifiedMillis(), attempts),
                String.valueOf(read.error()),
                now);
    }

    private static boolean isUnchanged(BackfillTable.Failure before, BackfillTable.Failure now) {
        return before.size() == now.size() && before.modifiedMillis() == now.modifiedMillis();
    }

    private BackfillTable.Failure asOfNow(String key, Path path, int attempts) {
        try {
            FileOps.Snapshot snapshot = files.snapshot(path);
            return new BackfillTable.Failure(key, snapshot.length(), snapshot.modifiedMillis(), attempts);
        } catch (IOException e) {
            return new BackfillTable.Failure(key, -1, -1, attempts);
        }
    }
}

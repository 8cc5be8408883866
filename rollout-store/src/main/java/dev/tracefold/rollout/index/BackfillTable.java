/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements on the state of the backfill: one row, owned by whoever runs it, and the files that failed. */
final class BackfillTable {
    static final long LEASE_SECONDS = 900;

    private final Sql sql;

    BackfillTable(Sql sql) {
        this.sql = sql;
    }

    /** A file that could not be read, as it was then. */
    record Failure(String path, long size, long modifiedMillis, int attempts) {}

    /** Reads first and writes only when the row is gone, so that a reader never waits for a writer. */
    BackfillState state() throws IndexException {
        Optional<BackfillState> state = read();
        if (state.isEmpty()) {
            ensureRow();
            state = read();
        }
        return state.orElseThrow(() -> new IndexException("the state of the backfill cannot be read"));
    }

    private void ensureRow() throws IndexException {
        if (sql.one("SELECT 1 FROM backfill_state", row -> 1).isEmpty()) {
            sql.update("INSERT OR IGNORE INTO backfill_state (id, status, updated_at) VALUES (1, 'pending', 0)");
        }
    }

    private record RawState(
            String status, Optional<String> watermark, Optional<Long> success, BackfillState.Counts counts) {}

    private Optional<BackfillState> read() throws IndexException {
        Optional<RawState> raw = sql.one(
                "SELECT status, last_watermark, last_success_at, scanned, upserted, failed FROM backfill_state",
                row -> {
                    long success = row.getLong(3);
                    Optional<Long> successAt = row.wasNull() ? Optional.empty() : Optional.of(success);
                    return new RawState(
                            row.getString(1),
                            Optional.ofNullable(row.getString(2)),
                            successAt,
                            new BackfillState.Counts(row.getLong(4), row.getLong(5), row.getLong(6)));
                });
        if (raw.isEmpty()) {
            return Optional.empty();
        }
        RawState state = raw.get();
        return Optional.of(new BackfillState(
                BackfillState.Status.parse(state.status()), state.watermark(), state.success(), state.counts()));
    }

    /**
     * Takes the work over, unless it is complete or another owner's lease still runs.
     *
     * @param ownerIsDead whether the operating system says that no other process is at it
     */
    boolean claim(String owner, long now, boolean ownerIsDead) throws IndexException {
        ensureRow();
        return sql.update(
                        "UPDATE backfill_state SET status = 'running', owner = ?, updated_at = ?, lease_until = ?"
                                + " WHERE status <> 'complete' AND (status <> 'running' OR ? OR updated_at <= ?)",
                        owner,
                        now,
                        now + LEASE_SECONDS,
                        ownerIsDead,
                        now - LEASE_SECONDS)
                == 1;
    }

    boolean heartbeat(String owner, long now) throws IndexException {
        return sql.update(
                        "UPDATE backfill_state SET updated_at = ?, lease_until = ? WHERE owner = ?",
                        now,
                        now + LEASE_SECONDS,
                        owner)
                == 1;
    }

    /** Moves the watermark forward, never back; false when the work belongs to somebody else by now. */
    boolean checkpoint(String owner, long now, @Nullable String watermark, BackfillState.Counts counts)
            throws IndexException {
        return sql.update(
                        "UPDATE backfill_state SET updated_at = ?, lease_until = ?, scanned = ?, upserted = ?,"
                                + " failed = ?, last_watermark = CASE WHEN ? IS NULL THEN last_watermark"
                                + " WHEN last_watermark IS NULL OR last_watermark < ? THEN ? ELSE last_watermark END"
                                + " WHERE owner = ? AND status = 'running'",
                        now,
                        now + LEASE_SECONDS,
                        counts.scanned(),
                        counts.upserted(),
                        counts.failed(),
                        watermark,
                        watermark,
                        watermark,
                        owner)
                == 1;
    }

    boolean complete(String owner, long now) throws IndexException {
        return sql.update(
                        "UPDATE backfill_state SET status = 'complete', last_success_at = ?, updated_at = ?,"
                                + " owner = NULL, lease_until = NULL WHERE owner = ?",
                        now,
                        now,
                        owner)
                == 1;
    }

    /** Gives the work back, to be gone on with by the next run. */
    void release(String owner, long now) throws IndexException {
        sql.update(
                "UPDATE backfill_state SET status = 'pending', updated_at = ?, owner = NULL, lease_until = NULL"
                        + " WHERE owner = ?",
                now,
                owner);
    }

    /** Forgets everything, so that the next run starts from the beginning. */
    void reset() throws IndexException {
        sql.transaction(() -> {
            ensureRow();
            sql.update("UPDATE backfill_state SET status = 'pending', last_watermark = NULL, owner = NULL,"
                    + " lease_until = NULL, scanned = 0, upserted = 0, failed = 0");
            sql.update("DELETE FROM backfill_failure");
            return 0;
        });
    }

    List<Failure> failures() throws IndexException {
        return sql.query(
                "SELECT path, size, mtime_ms, attempts FROM backfill_failure ORDER BY path",
                row -> new Failure(row.getString(1), row.getLong(2), row.getLong(3), row.getInt(4)));
    }

    void noteFailure(Failure failure, String error, long now) throws IndexException {
        sql.update(
                "INSERT OR REPLACE INTO backfill_failure (path, size, mtime_ms, attempts, error, last_attempt_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                failure.path(),
                failure.size(),
                failure.modifiedMillis(),
                failure.attempts(),
                error,
                now);
    }

    void clearFailure(String path) throws IndexException {
        sql.update("DELETE FROM backfill_failure WHERE path = ?", path);
    }
}

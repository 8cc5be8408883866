/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One step of the schema. Released steps never change, and new ones only add, so that an older program can still use a
 * newer index.
 *
 * @param version counts from 1
 * @param statements what to run
 */
record Migration(int version, List<String> statements) {
    static final List<Migration> ALL = List.of(new Migration(
            1,
            List.of(
                    """
            CREATE TABLE threads (
                id TEXT PRIMARY KEY,
                rollout_path TEXT NOT NULL,
                created_at_ms INTEGER NOT NULL,
                updated_at_ms INTEGER NOT NULL,
                recency_at_ms INTEGER NOT NULL,
                source TEXT NOT NULL,
                thread_source TEXT,
                agent_nickname TEXT,
                agent_role TEXT,
                agent_path TEXT,
                model_provider TEXT NOT NULL,
                model TEXT,
                reasoning_effort TEXT,
                cwd TEXT NOT NULL,
                cli_version TEXT NOT NULL DEFAULT '',
                title TEXT NOT NULL DEFAULT '',
                name TEXT,
                preview TEXT NOT NULL DEFAULT '',
                first_user_message TEXT NOT NULL DEFAULT '',
                sandbox_policy TEXT NOT NULL,
                approval_mode TEXT NOT NULL,
                tokens_used INTEGER NOT NULL DEFAULT 0,
                archived INTEGER NOT NULL DEFAULT 0,
                archived_at INTEGER,
                git_sha TEXT,
                git_branch TEXT,
                git_origin_url TEXT,
                memory_mode TEXT NOT NULL DEFAULT 'enabled'
            )""",
                    "CREATE INDEX threads_created ON threads (archived, created_at_ms DESC, id DESC)"
                            + " WHERE preview <> ''",
                    "CREATE INDEX threads_updated ON threads (archived, updated_at_ms DESC, id DESC)"
                            + " WHERE preview <> ''",
                    "CREATE INDEX threads_recency ON threads (archived, recency_at_ms DESC, id DESC)"
                            + " WHERE preview <> ''",
                    "CREATE INDEX threads_cwd_created ON threads (archived, cwd, created_at_ms DESC, id DESC)",
                    "CREATE INDEX threads_cwd_updated ON threads (archived, cwd, updated_at_ms DESC, id DESC)",
                    "CREATE INDEX threads_source ON threads (source)",
                    "CREATE INDEX threads_provider ON threads (model_provider)",
                    """
            CREATE TABLE backfill_state (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                status TEXT NOT NULL,
                last_watermark TEXT,
                last_success_at INTEGER,
                updated_at INTEGER NOT NULL,
                owner TEXT,
                lease_until INTEGER,
                scanned INTEGER NOT NULL DEFAULT 0,
                upserted INTEGER NOT NULL DEFAULT 0,
                failed INTEGER NOT NULL DEFAULT 0
            )""",
                    "INSERT INTO backfill_state (id, status, updated_at) VALUES (1, 'pending', 0)",
                    """
            CREATE TABLE backfill_failure (
                path TEXT PRIMARY KEY,
                size INTEGER NOT NULL,
                mtime_ms INTEGER NOT NULL,
                attempts INTEGER NOT NULL,
                error TEXT NOT NULL,
                last_attempt_at INTEGER NOT NULL
            )""")));

    String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            statements.forEach(statement -> digest.update(statement.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Brings the schema up to date; versions that this program does not know are left alone. */
    static void apply(Sql sql, List<Migration> migrations) throws IndexException {
        if (sql.one("SELECT 1 FROM sqlite_master WHERE name = 'schema_migrations'", row -> 1)
                .isEmpty()) {
            sql.transaction(() -> {
                sql.execute("CREATE TABLE IF NOT EXISTS schema_migrations"
                        + " (version INTEGER PRIMARY KEY, checksum TEXT NOT NULL)");
                return 0;
            });
        }
        for (Migration migration : migrations) {
            if (!isApplied(sql, migration)) {
                sql.transaction(() -> {
                    if (!isApplied(sql, migration)) { // Another process may have been faster.
                        for (String statement : migration.statements) {
                            sql.execute(statement);
                        }
                        sql.update(
                                "INSERT INTO schema_migrations (version, checksum) VALUES (?, ?)",
                                migration.version,
                                migration.checksum());
                    }
                    return 0;
                });
            }
        }
    }

    private static boolean isApplied(Sql sql, Migration migration) throws IndexException {
        var applied = sql.one(
                "SELECT checksum FROM schema_migrations WHERE version = ?", row -> row.getString(1), migration.version);
        if (applied.isPresent() && !applied.get().equals(migration.checksum())) {
            throw new IndexException(
                    "migration " + migration.version + " of the index was changed after it was applied");
        }
        return applied.isPresent();
    }
}

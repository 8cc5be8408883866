/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.line.GitInfo;

/** The statements on the table of threads. */
final class ThreadTable {
    static final String COLUMNS =
            "id, rollout_path, created_at_ms, updated_at_ms, recency_at_ms, source, thread_source,"
                    + " agent_nickname, agent_role, agent_path, model_provider, model, reasoning_effort, cwd, cli_version,"
                    + " title, name, preview, first_user_message, sandbox_policy, approval_mode, tokens_used, archived,"
                    + " archived_at, git_sha, git_branch, git_origin_url";
    private static final int COLUMN_COUNT = 27;

    private static final String INSERT =
            "INSERT INTO threads (" + COLUMNS + ") VALUES (" + "?, ".repeat(COLUMN_COUNT - 1) + "?)";

    /** Recency, name and memory mode belong to the existing row; so do a repository's state and a preview once known. */
    private static final String UPSERT = INSERT
            + " ON CONFLICT (id) DO UPDATE SET rollout_path = excluded.rollout_path,"
            + " created_at_ms = excluded.created_at_ms, updated_at_ms = excluded.updated_at_ms,"
            + " source = excluded.source, thread_source = excluded.thread_source,"
            + " agent_nickname = excluded.agent_nickname, agent_role = excluded.agent_role,"
            + " agent_path = excluded.agent_path, model_provider = excluded.model_provider,"
            + " model = excluded.model, reasoning_effort = excluded.reasoning_effort, cwd = excluded.cwd,"
            + " cli_version = excluded.cli_version, title = excluded.title,"
            + " preview = CASE WHEN excluded.preview <> '' THEN excluded.preview ELSE threads.preview END,"
            + " first_user_message = excluded.first_user_message, sandbox_policy = excluded.sandbox_policy,"
            + " approval_mode = excluded.approval_mode, tokens_used = excluded.tokens_used,"
            + " archived = excluded.archived, archived_at = excluded.archived_at,"
            + " git_sha = COALESCE(threads.git_sha, excluded.git_sha),"
            + " git_branch = COALESCE(threads.git_branch, excluded.git_branch),"
            + " git_origin_url = COALESCE(threads.git_origin_url, excluded.git_origin_url)";

    private static final long FIRST_PLAUSIBLE_MILLIS = 1_577_836_800_000L;

    private final Sql sql;

    ThreadTable(Sql sql) {
        this.sql = sql;
    }

    void upsert(ThreadRow row) throws IndexException {
        sql.update(UPSERT, values(row));
    }

    boolean insertIfAbsent(ThreadRow row) throws IndexException {
        return sql.update(INSERT + " ON CONFLICT (id) DO NOTHING", values(row)) == 1;
    }

    private static @Nullable Object[] values(ThreadRow row) {
        return new @Nullable Object[] {
            row.id().value(),
            row.rolloutPath(),
            row.times().created(),
            row.times().updated(),
            row.times().recency(),
            row.origin().source(),
            row.origin().threadSource(),
            row.agent().nickname(),
            row.agent().role(),
            row.agent().path(),
            row.origin().modelProvider(),
            row.settings().model(),
            row.settings().effort(),
            row.origin().cwd(),
            row.origin().cliVersion(),
            row.texts().title(),
            row.texts().name(),
            row.texts().preview(),
            row.texts().firstUserMessage(),
            row.settings().sandbox(),
            row.settings().approval(),
            row.tokensUsed(),
            row.archived() ? 1 : 0,
            row.archivedAt(),
            row.git().commitHash(),
            row.git().branch(),
            row.git().repositoryUrl()
        };
    }

    Optional<ThreadRow> find(ThreadId id) throws IndexException {
        return sql.one("SELECT " + COLUMNS + " FROM threads WHERE id = ?", ThreadTable::read, id.value());
    }

    /** When each thread was last changed, as far as the rows with such a path know. */
    Map<ThreadId, Long> updatedTimes(Predicate<String> path) throws IndexException {
        Map<ThreadId, Long> times = new HashMap<>();
        sql.query("SELECT id, updated_at_ms, rollout_path FROM threads", row -> {
            if (path.test(row.getString(3))) {
                times.put(new ThreadId(row.getString(1)), millis(row.getLong(2)));
            }
            return 0;
        });
        return times;
    }

    long count() throws IndexException {
        return sql.one("SELECT count(*) FROM threads", row -> row.getLong(1)).orElse(0L);
    }

    boolean delete(ThreadId id) throws IndexException {
        return sql.update("DELETE FROM threads WHERE id = ?", id.value()) == 1;
    }

    void setName(ThreadId id, @Nullable String name) throws IndexException {
        sql.update("UPDATE threads SET name = ? WHERE id = ?", name, id.value());
    }

    void setGit(ThreadId id, GitInfo git) throws IndexException {
        sql.update(
                "UPDATE threads SET git_sha = ?, git_branch = ?, git_origin_url = ? WHERE id = ?",
                git.commitHash(),
                git.branch(),
                git.repositoryUrl(),
                id.value());
    }

    void setPath(ThreadId id, String path, @Nullable Long archivedAt) throws IndexException {
        sql.update(
                "UPDATE threads SET rollout_path = ?, archived = ?, archived_at = ? WHERE id = ?",
                path,
                archivedAt == null ? 0 : 1,
                archivedAt,
                id.value());
    }

    void touchUpdated(ThreadId id, long millis) throws IndexException {
        sql.update("UPDATE threads SET updated_at_ms = ? WHERE id = ?", millis, id.value());
    }

    void forgetUpdated() throws IndexException {
        sql.update("UPDATE threads SET updated_at_ms = 0");
    }

    void touchRecency(ThreadId id, long millis) throws IndexException {
        sql.update("UPDATE threads SET recency_at_ms = max(recency_at_ms + 1, ?) WHERE id = ?", millis, id.value());
    }

    List<ThreadRow> select(String where, Collection<?> arguments) throws IndexException {
        return sql.query("SELECT " + COLUMNS + " FROM threads WHERE " + where, ThreadTable::read, arguments.toArray());
    }

    private static ThreadRow read(ResultSet row) throws SQLException {
        long archivedAt = row.getLong(24);
        boolean archived = row.getInt(23) != 0;
        return new ThreadRow(
                new ThreadId(row.getString(1)),
                row.getString(2),
                new ThreadRow.Times(millis(row.getLong(3)), millis(row.getLong(4)), millis(row.getLong(5))),
                new ThreadRow.Origin(
                        row.getString(6), row.getString(7), row.getString(11), row.getString(14), row.getString(15)),
                new ThreadRow.Agent(row.getString(8), row.getString(9), row.getString(10)),
                new ThreadRow.Settings(row.getString(12), row.getString(13), row.getString(20), row.getString(21)),
                new ThreadRow.Texts(row.getString(16), row.getString(17), row.getString(18), row.getString(19)),
                row.getLong(22),
                archived ? (Long) archivedAt : null,
                new GitInfo(row.getString(25), row.getString(26), row.getString(27)));
    }

    /** Old rows may hold seconds. */
    private static long millis(long value) {
        return value < FIRST_PLAUSIBLE_MILLIS ? value * 1_000 : value;
    }
}

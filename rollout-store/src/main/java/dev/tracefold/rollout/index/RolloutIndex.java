/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.line.GitInfo;

/**
 * One row a thread in SQLite, next to the rollouts of one data directory. The files are the truth: the index may lag
 * behind them and can be deleted at any time. Thread-safe; several processes may have it open.
 */
public final class RolloutIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutIndex.class);
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    private final RolloutHome home;
    private volatile @Nullable Object file; // Which of those that had the name one after another.
    private final Sql sql;
    private final ThreadTable threads;
    private final BackfillTable backfill;
    private final UniqueMillis unique = new UniqueMillis();

    private RolloutIndex(RolloutHome home, Sql sql) throws IOException {
        this.home = home;
        this.file = identity(home);
        this.sql = sql;
        this.threads = new ThreadTable(sql);
        this.backfill = new BackfillTable(sql);
    }

    /**
     * Opens or creates the index; a damaged one is moved aside and begun anew.
     *
     * @throws IndexException when it cannot be opened, or was made by a program whose schema contradicts this one's
     */
    public static RolloutIndex open(RolloutHome home) throws IOException {
        return open(home, Migration.ALL, BUSY_TIMEOUT_MILLIS);
    }

    /** Opens the index if there is one; a caller that only looks does not create it. */
    public static Optional<RolloutIndex> openExisting(RolloutHome home) throws IOException {
        return Files.isRegularFile(home.indexFile()) ? Optional.of(open(home)) : Optional.empty();
    }

    static RolloutIndex open(RolloutHome home, List<Migration> migrations, int busyTimeout) throws IOException {
        Files.createDirectories(Objects.requireNonNull(home.indexFile().getParent()));
        try {
            return openOnce(home, migrations, busyTimeout);
        } catch (IndexException e) {
            if (!e.corrupt()) {
                throw e;
            }
            moveAside(home, String.valueOf(e.getMessage()));
            return openOnce(home, migrations, busyTimeout);
        }
    }

    private static RolloutIndex openOnce(RolloutHome home, List<Migration> migrations, int busyTimeout)
            throws IOException {
        Sql sql = new Sql(connect(home, busyTimeout));
        boolean opened = false;
        try {
            Migration.apply(sql, migrations);
            opened = true;
            return new RolloutIndex(home, sql);
        } finally {
            if (!opened) {
                sql.close();
            }
        }
    }

    private static Connection connect(RolloutHome home, int busyTimeout) throws IndexException {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(busyTimeout);
        config.enforceForeignKeys(true);
        Connection connection;
        try {
            connection = config.createConnection("jdbc:sqlite:" + home.indexFile());
        } catch (SQLException e) {
            throw new IndexException("cannot open index " + home.indexFile(), e);
        }
        try (Statement statement = connection.createStatement()) {
            // Vacuuming must be chosen before the journal mode writes the first page.
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            statement.execute("PRAGMA journal_mode = WAL");
            return connection;
        } catch (SQLException e) {
            IndexException failure = new IndexException("cannot set up index " + home.indexFile(), e);
            try {
                connection.close();
            } catch (SQLException suppressed) {
                failure.addSuppressed(suppressed);
            }
            throw failure;
        }
    }

    private static @Nullable Object identity(RolloutHome home) throws IOException {
        return Files.readAttributes(home.indexFile(), BasicFileAttributes.class).fileKey();
    }

    private static void moveAside(RolloutHome home, String cause) throws IOException {
        Path backup = home.indexBackups().resolve(UUID.randomUUID().toString());
        LOG.warn("the index is damaged ({}); it is moved to {} and begun anew", cause, backup);
        Files.createDirectories(backup);
        for (String suffix : List.of("", "-wal", "-shm")) {
            Path file = home.indexFile().resolveSibling(home.indexFile().getFileName() + suffix);
            if (Files.exists(file)) {
                Files.move(file, backup.resolve(Objects.requireNonNull(file.getFileName())));
            }
        }
    }

    /**
     * Looks for damage that no query may have met yet: reads every page, and compares what is sorted with the rows. Takes
     * milliseconds for a megabyte.
     *
     * @return what is wrong first; empty if nothing is
     */
    public Optional<String> findDamage() throws IndexException {
        return sql.findDamage();
    }

    /** Whether the index was found damaged behind what opening it looks at. */
    boolean damaged() {
        return sql.damaged();
    }

    /** Goes on with an empty index in place of the damaged one. */
    void beginAnew() throws IOException {
        sql.close();
        moveDamagedAside();
        sql.replace(connect(home, BUSY_TIMEOUT_MILLIS));
        Migration.apply(sql, Migration.ALL);
        file = identity(home);
    }

    /** Moves the file aside, unless another process has already put a new one in its place. */
    private void moveDamagedAside() throws IOException {
        if (Files.exists(home.indexFile()) && Objects.equals(file, identity(home))) {
            moveAside(home, "found when it was used");
        }
    }

    /** The data directory that this index belongs to. */
    public RolloutHome home() {
        return home;
    }

    /** Whether the row is of a file of this home. Those of a copied index are of the home that it was copied from. */
    public boolean isOwn(ThreadRow row) {
        return isOwn(row.rolloutPath());
    }

    private boolean isOwn(String rolloutPath) {
        Path path = home.absolute(Path.of(rolloutPath));
        return path.startsWith(home.sessions()) || path.startsWith(home.archivedSessions());
    }

    public Optional<ThreadRow> find(ThreadId id) throws IndexException {
        return threads.find(id);
    }

    /** The rows that match, in order. */
    public List<ThreadRow> list(ThreadQuery query) throws IndexException {
        List<Object> arguments = new ArrayList<>();
        return threads.select(query.where(arguments), arguments);
    }

    /** How many threads have a row. */
    public long count() throws IndexException {
        return threads.count();
    }

    /**
     * Writes a row made from a file. An existing row keeps its recency, its name, the repository's state where known, and
     * its preview when the new one is empty.
     */
    public void upsert(ThreadRow row) throws IndexException {
        threads.upsert(row);
    }

    /** Writes the row unless the thread has one; true when written. */
    public boolean insertIfAbsent(ThreadRow row) throws IndexException {
        return threads.insertIfAbsent(row);
    }

    /** Removes the row; true when there was one. */
    public boolean delete(ThreadId id) throws IndexException {
        return sql.transaction(() -> threads.delete(id));
    }

    /** Gives the thread a name, or takes it away. */
    public void setName(ThreadId id, @Nullable String name) throws IndexException {
        threads.setName(id, name);
    }

    /** Sets the repository's state as a whole, clearing what is null. */
    public void setGit(ThreadId id, GitInfo git) throws IndexException {
        threads.setGit(id, git);
    }

    /** Notes that the thread changed now; times handed out in one process are unique. */
    public void touchUpdated(ThreadId id, long millis) throws IndexException {
        threads.touchUpdated(id, unique.next(millis));
    }

    /** Notes that the thread was used; its recency strictly grows. */
    public void touchRecency(ThreadId id, long millis) throws IndexException {
        threads.touchRecency(id, unique.next(millis));
    }

    void setPath(ThreadId id, String path, @Nullable Long archivedAt) throws IndexException {
        threads.setPath(id, path, archivedAt);
    }

    Map<ThreadId, Long> updatedTimes() throws IndexException {
        return threads.updatedTimes(this::isOwn);
    }

    BackfillTable backfill() {
        return backfill;
    }

    /** Forgets how far the index was filled; whatever is read of a file from now on is newer than its row. */
    void resetBackfill() throws IndexException {
        sql.transaction(() -> {
            threads.forgetUpdated();
            backfill.reset();
            return 0;
        });
    }

    /** What is known about filling the index. */
    public BackfillState backfillState() throws IndexException {
        return backfill.state();
    }

    <T> T transaction(Sql.Work<T> work) throws IndexException {
        return sql.transaction(work);
    }

    /** Closes the index; one that was found damaged is moved aside, so that nobody takes it for complete any more. */
    @Override
    public void close() throws IndexException {
        sql.close();
        if (sql.damaged()) {
            try {
                moveDamagedAside();
            } catch (IOException e) {
                LOG.warn("the damaged index {} could not be moved aside", home.indexFile(), e);
            }
        }
    }
}

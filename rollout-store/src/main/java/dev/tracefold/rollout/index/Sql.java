/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection, its prepared statements and its transactions. Calls are serialised on this object. */
final class Sql implements AutoCloseable {
    private Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private boolean inTransaction;
    private boolean damaged;

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** Makes a value from the current row of a result. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Work that a transaction surrounds. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IndexException;
    }

    /** Whether the database was found damaged, in whatever was asked of it. */
    synchronized boolean damaged() {
        return damaged;
    }

    /** Reads all of the database; what is wrong with it first, empty if nothing is. */
    synchronized Optional<String> findDamage() throws IndexException {
        try {
            Optional<String> found = one("PRAGMA integrity_check(1)", row -> row.getString(1))
                    .filter(answer -> !answer.equals("ok"))
                    .map(answer -> answer.substring(answer.lastIndexOf('\n') + 1));
            damaged |= found.isPresent();
            return found;
        } catch (IndexException e) {
            if (!e.corrupt()) {
                throw e;
            }
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Goes on with another database, which must be sound; the one before is closed. */
    synchronized void replace(Connection other) {
        statements.clear();
        connection = other;
        damaged = false;
    }

    private IndexException failure(String what, SQLException cause) {
        IndexException failure = new IndexException(what, cause);
        damaged |= failure.corrupt();
        return failure;
    }

    synchronized int update(String sql, @Nullable Object... arguments) throws IndexException {
        try {
            return bind(sql, arguments).executeUpdate();
        } catch (SQLException e) {
            throw failure("index write failed", e);
        }
    }

    synchronized <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... arguments)
            throws IndexException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = bind(sql, arguments).executeQuery()) {
            while (result.next()) {
                rows.add(reader.read(result));
            }
            return rows;
        } catch (SQLException e) {
            throw failure("index read failed", e);
        }
    }

    <T> Optional<T> one(String sql, RowReader<T> reader, @Nullable Object... arguments) throws IndexException {
        List<T> rows = query(sql, reader, arguments);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /** Runs statements without arguments or results. */
    synchronized void execute(String sql) throws IndexException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw failure("index statement failed", e);
        }
    }

    /** Runs {@code work} in one write transaction, or in the one that is open; rolls back what fails. */
    synchronized <T> T transaction(Work<T> work) throws IndexException {
        if (inTransaction) {
            return work.run();
        }
        execute("BEGIN IMMEDIATE");
        inTransaction = true;
        boolean done = false;
        try {
            T result = work.run();
            execute("COMMIT");
            done = true;
            return result;
        } finally {
            inTransaction = false;
            if (!done) {
                rollback();
            }
        }
    }

    private void rollback() {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("ROLLBACK");
        } catch (SQLException e) {
            // The failure that brought us here is the one to report.
        }
    }

    private PreparedStatement bind(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    @Override
    public synchronized void close() throws IndexException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IndexException("index could not be closed", e);
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The data directory and where things lie in it. Rollouts are shared with the programs that write them; everything that
 * is ours (index, locks, markers, session names) lies under {@code .tracefold}, so that no file of another program is
 * ever written.
 *
 * @param root the data directory, absolute and normalised on construction
 */
public record RolloutHome(Path root) {
    private static final Pattern DAY = Pattern.compile("sessions/\\d+/\\d+/\\d+");

    public RolloutHome {
        root = root.toAbsolutePath().normalize();
    }

    /** The explicit directory if given, else {@code CODEX_HOME} if set, else {@code ~/.codex}. */
    public static RolloutHome locate(@Nullable Path explicit, Map<String, String> environment) {
        if (explicit != null) {
            return new RolloutHome(explicit);
        }
        String configured = environment.get("CODEX_HOME");
        if (configured != null && !configured.isBlank()) {
            return new RolloutHome(Path.of(configured));
        }
        return new RolloutHome(Path.of(System.getProperty("user.home", "."), ".codex"));
    }

    /** The home whose live or archived rollouts lie in {@code directory}, going by the names of directories alone. */
    public static Optional<RolloutHome> around(Path directory) {
        RolloutHome parent = new RolloutHome(directory.resolve(".."));
        if (parent.archivedSessions().equals(directory)) {
            return Optional.of(parent);
        }
        RolloutHome above = new RolloutHome(directory.resolve("../../../.."));
        return Optional.of(above)
                .filter(home -> DAY.matcher(home.key(directory)).matches());
    }

    /** Live rollouts, in year/month/day directories. */
    public Path sessions() {
        return root.resolve("sessions");
    }

    /** Archived rollouts, flat. */
    public Path archivedSessions() {
        return root.resolve("archived_sessions");
    }

    /** The root of live or of archived rollouts. */
    public Path rolloutRoot(boolean archived) {
        return archived ? archivedSessions() : sessions();
    }

    /** The directory of everything that this library keeps for itself. */
    public Path own() {
        return root.resolve(".tracefold");
    }

    /** The file whose byte ranges are the locks of {@code RolloutLocks}. */
    public Path lockFile() {
        return own().resolve("locks").resolve("rollout-io.lock");
    }

    /** The lock held for a whole compression run. */
    public Path maintenanceLock() {
        return own().resolve("locks").resolve("maintenance.lock");
    }

    /** The lock held for a whole backfill. */
    public Path backfillLock() {
        return own().resolve("locks").resolve("backfill.lock");
    }

    /** Says when compression last ran and in which process: throttle and diagnostics, not a lock. */
    public Path compressionMarker() {
        return own().resolve("rollout-compression.marker");
    }

    /** The SQLite index; the number is the schema generation. */
    public Path indexFile() {
        return own().resolve("index_1.sqlite");
    }

    /** Where damaged indexes are moved. */
    public Path indexBackups() {
        return own().resolve("db-backups");
    }

    /** Session names given through this library. */
    public Path sessionNames() {
        return own().resolve("session_index.jsonl");
    }

    /** Session names given by the program that writes the rollouts; only ever read here. */
    public Path foreignSessionNames() {
        return root.resolve("session_index.jsonl");
    }

    /** The plain path of a live rollout with this name. */
    public Path livePath(RolloutName name) {
        return sessions().resolve(name.dateDirectory()).resolve(name.plainName());
    }

    /** The plain path of an archived rollout with this name. */
    public Path archivedPath(RolloutName name) {
        return archivedSessions().resolve(name.plainName());
    }

    /** Resolves a possibly relative rollout path against the data directory. */
    public Path absolute(Path path) {
        return root.resolve(path).normalize();
    }

    /** Whether the path lies under the archived root. */
    public boolean isArchived(Path path) {
        return absolute(path).startsWith(archivedSessions());
    }

    /** The path relative to the data directory with {@code /} separators, or the whole path when it lies outside. */
    public String key(Path path) {
        Path absolute = absolute(path);
        Path relative = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
        return relative.toString().replace('\\', '/');
    }

    /**
     * Canonicalises an existing file and requires it to lie under {@code directory}, symbolic links followed.
     *
     * @throws RolloutException INVALID_REQUEST when it lies elsewhere
     */
    public static Path requireUnder(Path path, Path directory) throws IOException {
        Path real = path.toRealPath();
        if (!Files.isDirectory(directory) || !real.startsWith(directory.toRealPath())) {
            throw RolloutException.invalidRequest("rollout path " + path + " must be in " + directory + " directory");
        }
        return real;
    }
}

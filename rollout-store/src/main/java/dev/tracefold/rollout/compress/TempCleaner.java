/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.lock.RolloutLock;
import dev.tracefold.rollout.record.RolloutContext;

/** Removes what crashed runs left behind: only names that the store itself gives, and only when they are old. */
final class TempCleaner {
    private static final Logger LOG = LoggerFactory.getLogger(TempCleaner.class);
    private static final Duration STALE = Duration.ofHours(6);
    private static final Pattern ENCODED = Pattern.compile("rollout-compress-[0-9A-Za-z-]+\\.tmp");
    private static final Pattern OF_ROLLOUT =
            Pattern.compile("(rollout-.+\\.jsonl)(\\.zst)?\\.[a-z]+\\.\\d+\\.\\d+\\.tmp");

    private final RolloutContext context;

    TempCleaner(RolloutContext context) {
        this.context = context;
    }

    void clean() {
        clean(context.home().archivedSessions());
        clean(context.home().sessions());
    }

    private void clean(Path root) {
        Deque<Path> todo = new ArrayDeque<>();
        todo.push(root);
        while (!todo.isEmpty()) {
            for (FileOps.Entry entry : entries(todo.pop())) {
                if (entry.directory()) {
                    todo.push(entry.path());
                } else if (entry.regularFile()) {
                    cleanFile(entry.path());
                }
            }
        }
    }

    private List<FileOps.Entry> entries(Path directory) {
        try {
            return context.files().list(directory);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warn("skipping unreadable directory {}", directory, e);
            return List.of();
        }
    }

    private void cleanFile(Path file) {
        String name = RolloutForms.fileName(file);
        Matcher ofRollout = OF_ROLLOUT.matcher(name);
        try {
            if (ENCODED.matcher(name).matches()) {
                deleteIfStale(file); // Only a run makes these, and this run is the only one.
            } else if (ofRollout.matches()) {
                deleteUnlessInUse(file, file.resolveSibling(ofRollout.group(1)));
            }
        } catch (IOException e) {
            LOG.warn("could not remove {}", file, e);
            context.metrics().count("rollout_compression.temp_cleanup", "failed");
        }
    }

    /** Its time may be set to that of the rollout already, but then its maker still holds the rollout's lock. */
    private void deleteUnlessInUse(Path file, Path plain) throws IOException {
        Optional<RolloutLock> lock = context.locks().tryExclusive(plain);
        if (lock.isPresent()) {
            try (RolloutLock ignored = lock.get()) {
                deleteIfStale(file);
            }
        }
    }

    private void deleteIfStale(Path file) throws IOException {
        Instant modified;
        try {
            modified = Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return;
        }
        if (Duration.between(modified, context.clock().instant()).compareTo(STALE) >= 0
                && context.files().deleteIfExists(file)) {
            context.metrics().count("rollout_compression.temp_cleanup", "removed");
        }
    }
}

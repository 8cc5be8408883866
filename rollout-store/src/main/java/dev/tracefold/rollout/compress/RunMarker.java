/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.record.RolloutContext;

/**
 * The file that says when compression last ran and in which process. It keeps runs apart in time and tells people what
 * goes on; that two runs never overlap is the business of the lock.
 */
final class RunMarker {
    private static final Logger LOG = LoggerFactory.getLogger(RunMarker.class);
    static final Duration STALE = Duration.ofHours(6);
    private static final long HEARTBEAT_SECONDS = 60;

    private final RolloutContext context;
    private final Path file;

    RunMarker(RolloutContext context) {
        this.context = context;
        this.file = context.home().compressionMarker();
    }

    boolean isFresh() throws IOException {
        try {
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            return Duration.between(modified, context.clock().instant()).compareTo(STALE) < 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Keeps the marker young until closed. */
    interface Heartbeat extends AutoCloseable {
        @Override
        void close();
    }

    Heartbeat claim() throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(
                file,
                "pid=" + ProcessHandle.current().pid() + " started_at="
                        + context.clock().instant() + "\n");
        touch();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "rollout-compression-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> beat =
                timer.scheduleAtFixedRate(this::touch, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        return () -> {
            beat.cancel(true);
            timer.shutdownNow();
        };
    }

    private void touch() {
        try {
            context.files().setModified(file, context.clock().instant());
        } catch (IOException e) {
            LOG.debug("could not touch {}", file, e);
        }
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}

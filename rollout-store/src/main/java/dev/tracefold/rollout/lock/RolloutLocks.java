/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutHome;

/**
 * Decides who may touch a rollout, across threads and processes. Every rollout has three bytes in one lock file, found
 * from the hash of its plain base name, so that a move into the archive keeps them:
 *
 * <ul>
 *   <li>the <b>representation</b>: shared by appenders for as long as they have the file open, exclusive for whoever
 *       renames, deletes, creates or replaces a form of it;
 *   <li>the <b>append mutex</b>: held around one batch of lines;
 *   <li>the <b>writer</b>: held by the one live recorder of the thread.
 * </ul>
 *
 * <p>Order: a shared representation lock is given up before the exclusive one is asked for, and the append mutex is
 * innermost. The operating system frees the bytes of a process that dies, so there are no stale locks. Thread-safe.
 */
public final class RolloutLocks {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int KEY_BITS = 61;
    private static final long WRITER_REGION = 1L << 62;
    private static final long SESSION_NAMES = WRITER_REGION | (1L << KEY_BITS);

    private final LockFile file;
    private final Duration patience;

    private RolloutLocks(LockFile file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    /** The locks of this data directory; nothing is created before the first lock is taken. */
    public static RolloutLocks of(RolloutHome home) {
        return new RolloutLocks(LockFile.at(home.lockFile()), PATIENCE);
    }

    /** The same locks with another limit on waiting. */
    public RolloutLocks withPatience(Duration limit) {
        return new RolloutLocks(file, limit);
    }

    /**
     * Waits for the right to append.
     *
     * @throws RolloutException CONFLICT when somebody changes the rollout's form for longer than the limit
     */
    public RolloutLock shared(Path rollout) throws IOException {
        return acquire(representation(rollout), true, rollout);
    }

    /**
     * Waits for the right to change the rollout's form.
     *
     * @throws RolloutException CONFLICT when it is in use for longer than the limit
     */
    public RolloutLock exclusive(Path rollout) throws IOException {
        return acquire(representation(rollout), false, rollout);
    }

    /** The right to change the rollout's form, if it is free right now. */
    public Optional<RolloutLock> tryExclusive(Path rollout) throws IOException {
        return Optional.ofNullable(file.tryAcquire(representation(rollout), false));
    }

    /** Waits for the append mutex of the rollout. */
    public RolloutLock appendMutex(Path rollout) throws IOException {
        return acquire(representation(rollout) + 1, false, rollout);
    }

    /** The right to be the rollout's live recorder, if nobody is. */
    public Optional<RolloutLock> tryWriter(Path rollout) throws IOException {
        return Optional.ofNullable(file.tryAcquire(WRITER_REGION | key(rollout), false));
    }

    /** Waits for the right to write the session names. */
    public RolloutLock sessionNames() throws IOException {
        return acquire(SESSION_NAMES, false, Path.of("session names"));
    }

    private RolloutLock acquire(long position, boolean shared, Path what) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        long pause = 1;
        while (true) {
            @Nullable RolloutLock lock = file.tryAcquire(position, shared);
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw RolloutException.conflict(what + " is in use by another writer");
            }
            pause(pause);
            pause = Math.min(pause * 2, 16);
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a lock", e);
        }
    }

    private static long representation(Path rollout) {
        return key(rollout) << 1;
    }

    /** The top 61 bits of the hash of the plain base name. */
    static long key(Path rollout) {
        String name = RolloutForms.fileName(RolloutForms.plain(rollout));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() >>> (Long.SIZE - KEY_BITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

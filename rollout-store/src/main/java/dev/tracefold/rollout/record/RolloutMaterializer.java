/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.internal.Zstd;
import dev.tracefold.rollout.lock.RolloutLock;

/**
 * Turns a compressed rollout back into a plain one, crash-safe: decode into a temporary file, make it durable, give it
 * the plain name only if that is free, and only then delete the compressed file. Where that name is taken by something
 * else, both stay. At every moment one of the two forms is complete. Thread-safe.
 */
public final class RolloutMaterializer {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutMaterializer.class);
    private static final AtomicLong TEMP_NUMBER = new AtomicLong();
    private static final int CHUNK = 1 << 18;

    /** What there was to do. */
    public enum Outcome {
        PLAIN_EXISTS,
        MISSING,
        DECOMPRESSED
    }

    /** Why the plain form is wanted, which decides its modification time. */
    public enum Intent {
        /** It will be written to: now, so that the rollout no longer looks cold. */
        APPEND,
        /** It is only restored: the time of the compressed form. */
        RESTORE
    }

    private final RolloutContext context;
    private final FileOps files;

    public RolloutMaterializer(RolloutContext context) {
        this.context = context;
        this.files = context.files();
    }

    /**
     * Makes the plain form exist.
     *
     * @throws RolloutException CONFLICT when the rollout stays in use, INTERNAL when the compressed form is damaged
     */
    public Outcome materialize(Path path, Intent intent) throws IOException {
        try (RolloutLock ignored = context.locks().exclusive(path)) {
            return materializeLocked(path, intent);
        }
    }

    /** As {@link #materialize}, for a caller that holds the rollout's exclusive lock. */
    public Outcome materializeLocked(Path path, Intent intent) throws IOException {
        Path plain = RolloutForms.plain(path);
        Path compressed = RolloutForms.compressed(path);
        Outcome outcome;
        try {
            outcome = decide(plain, compressed, intent);
        } catch (NoSuchFileException e) {
            // Somebody who does not know the locks switched forms; the plain one wins again.
            outcome = Files.isRegularFile(plain) ? Outcome.PLAIN_EXISTS : Outcome.MISSING;
        } catch (IOException e) {
            context.metrics().count("rollout_compression.materialize", "failed");
            throw e;
        }
        context.metrics()
                .count("rollout_compression.materialize", outcome.name().toLowerCase(java.util.Locale.ROOT));
        return outcome;
    }

    private Outcome decide(Path plain, Path compressed, Intent intent) throws IOException {
        if (Files.isRegularFile(plain)) {
            return Outcome.PLAIN_EXISTS;
        }
        if (!Files.isRegularFile(compressed)) {
            return Outcome.MISSING;
        }
        if (Files.exists(plain, LinkOption.NOFOLLOW_LINKS)) {
            throw RolloutException.conflict(plain + " is no regular file; " + compressed + " is kept");
        }
        Path directory = Objects.requireNonNull(plain.getParent());
        Path temp = directory.resolve(RolloutForms.fileName(plain) + ".decompress."
                + ProcessHandle.current().pid() + "." + TEMP_NUMBER.incrementAndGet() + ".tmp");
        Outcome outcome;
        try {
            decode(compressed, temp, intent);
            files.reached(Step.MATERIALIZE_TEMP_WRITTEN, plain);
            boolean published = publish(plain, temp);
            files.forceDirectory(directory);
            files.reached(Step.MATERIALIZE_PUBLISHED, plain);
            files.deleteIfExists(compressed);
            outcome = published ? Outcome.DECOMPRESSED : Outcome.PLAIN_EXISTS;
        } finally {
            deleteQuietly(temp);
        }
        files.forceDirectory(directory);
        return outcome;
    }

    /**
     * Gives the decoded file the plain name; false when somebody who does not know the locks put the same there first.
     *
     * @throws RolloutException CONFLICT when something else has that name, so that the compressed form is still needed
     */
    private boolean publish(Path plain, Path temp) throws IOException {
        try {
            files.publish(plain, temp);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(plain) || !startsWith(plain, temp)) {
                throw RolloutException.conflict(
                        plain + " appeared while it was restored and is something else; both are kept");
            }
            try (FileChannel appeared = files.openAppend(plain)) {
                files.force(appeared);
            }
            LOG.info("{} appeared while it was restored; it is kept as it is", plain);
            return false;
        }
    }

    private static boolean startsWith(Path whole, Path part) throws IOException {
        long difference = Files.mismatch(whole, part);
        return difference < 0 || difference == Files.size(part);
    }

    private void decode(Path compressed, Path temp, Intent intent) throws IOException {
        FileOps.Snapshot source = files.snapshot(compressed);
        try (FileChannel out = files.createNew(temp, source.permissions());
                InputStream in = Zstd.decoder(files.openInput(compressed))) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                files.writeFully(out, ByteBuffer.wrap(chunk, 0, n));
            }
            Instant modified = intent == Intent.APPEND
                    ? context.clock().instant()
                    : Files.getLastModifiedTime(compressed).toInstant();
            files.setModified(temp, modified);
            if (source.permissions() != null) {
                files.setPermissions(temp, source.permissions());
            }
            files.force(out);
        } catch (Zstd.DamagedFrameException e) {
            throw RolloutException.internal("cannot restore " + compressed + ": " + e.getMessage(), e);
        }
    }

    private void deleteQuietly(Path temp) {
        try {
            files.deleteIfExists(temp);
        } catch (IOException e) {
            LOG.warn("could not delete {}", temp, e);
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.lock.RolloutLock;
import dev.tracefold.rollout.read.SessionHead;
import dev.tracefold.rollout.record.RolloutContext;

/**
 * Compresses one rollout. The long work (encode, verify) is done without a lock on a snapshot; the exclusive lock is only
 * ever tried, and held for a few renames in which the snapshot is confirmed. Thread-safe.
 */
final class FileCompressor {
    private static final Logger LOG = LoggerFactory.getLogger(FileCompressor.class);

    /** What became of a file, with its sizes when it was compressed. */
    record Result(FileOutcome outcome, long sourceBytes, long compressedBytes) {
        static Result of(FileOutcome outcome) {
            return new Result(outcome, 0, 0);
        }
    }

    private final RolloutContext context;
    private final CompressionOptions options;
    private final FileOps files;
    private final RetiredFiles retired;

    FileCompressor(RolloutContext context, CompressionOptions options) {
        this.context = context;
        this.options = options;
        this.files = context.files();
        this.retired = new RetiredFiles(context, options.limits().grace());
    }

    /** As {@link #compress}, with failures logged and counted. */
    Result compressQuietly(Path plain) {
        long start = System.nanoTime();
        try {
            return compress(plain);
        } catch (IOException e) {
            LOG.warn("could not compress {}", plain, e);
            return Result.of(FileOutcome.FAILED);
        } finally {
            context.metrics()
                    .value(
                            "rollout_compression.file.duration_ms",
                            Duration.ofNanos(System.nanoTime() - start).toMillis());
        }
    }

    Result compress(Path plain) throws IOException {
        FileOps.Snapshot snapshot;
        try {
            snapshot = files.snapshot(plain);
            if (!isCold(snapshot)) {
                return Result.of(FileOutcome.SKIPPED_NOT_COLD);
            }
            SessionHead.read(plain, files);
        } catch (NoSuchFileException e) {
            return Result.of(FileOutcome.SKIPPED_NOT_COLD);
        } catch (IOException e) {
            LOG.warn("not compressing {}: {}", plain, e.getMessage());
            return Result.of(FileOutcome.SKIPPED_UNREADABLE_META);
        }
        if (isInUse(plain)) {
            return Result.of(FileOutcome.SKIPPED_IN_USE);
        }
        if (options.dryRun()) {
            return new Result(FileOutcome.COMPRESSED, snapshot.length(), 0);
        }
        Path compressed = RolloutForms.compressed(plain);
        return Files.exists(compressed) ? settleLeftover(plain, compressed) : encodeAndPublish(plain, snapshot);
    }

    private boolean isCold(FileOps.Snapshot snapshot) {
        Duration age = Duration.between(
                Instant.ofEpochMilli(snapshot.modifiedMillis()), context.clock().instant());
        return (age.isNegative() ? Duration.ZERO : age)
                        .compareTo(options.limits().minAge())
                >= 0;
    }

    private boolean isInUse(Path plain) throws IOException {
        if (options.dryRun() && !Files.isWritable(context.home().lockFile())) {
            return false; // Nobody has locked anything here, or we cannot ask; asking would make the file.
        }
        Optional<RolloutLock> lock = tryExclusive(plain);
        lock.ifPresent(RolloutLock::close);
        return lock.isEmpty();
    }

    private Optional<RolloutLock> tryExclusive(Path plain) throws IOException {
        Optional<RolloutLock> lock = context.locks().tryExclusive(plain);
        if (lock.isPresent() && !lock.get().enforced()) {
            lock.get().close();
            throw new LocksUnsupportedException();
        }
        return lock;
    }

    private Result encodeAndPublish(Path plain, FileOps.Snapshot snapshot) throws IOException {
        Path temp = directory(plain).resolve("rollout-compress-" + UUID.randomUUID() + ".tmp");
        try {
            files.reached(Step.COMPRESS_BEFORE_ENCODE, plain);
            try {
                new VerifiedEncoder(files).encode(plain, snapshot, temp);
            } catch (VerifiedEncoder.SourceChangedException e) {
                return Result.of(FileOutcome.SKIPPED_CHANGED);
            }
            files.reached(Step.COMPRESS_ENCODED, plain);
            long size = Files.size(temp); // Publishing may move it.
            FileOutcome outcome = publish(plain, snapshot, temp);
            return outcome == FileOutcome.COMPRESSED ? measured(snapshot.length(), size) : Result.of(outcome);
        } finally {
            files.deleteIfExists(temp);
        }
    }

    private Result measured(long source, long compressed) {
        context.metrics().value("rollout_compression.file.source_bytes", source);
        context.metrics().value("rollout_compression.file.compressed_bytes", compressed);
        if (source > 0) {
            context.metrics().value("rollout_compression.file.compression_ratio", compressed * 10_000 / source);
        }
        return new Result(FileOutcome.COMPRESSED, source, compressed);
    }

    private FileOutcome publish(Path plain, FileOps.Snapshot snapshot, Path temp) throws IOException {
        Optional<RolloutLock> lock = tryExclusive(plain);
        if (lock.isEmpty()) {
            return FileOutcome.SKIPPED_IN_USE;
        }
        Path compressed = RolloutForms.compressed(plain);
        try (RolloutLock held = lock.get()) {
            if (!isUnchanged(plain, snapshot) || !held.valid()) {
                return FileOutcome.SKIPPED_CHANGED;
            }
            files.reached(Step.COMPRESS_BEFORE_PUBLISH, plain);
            try {
                files.publish(compressed, temp);
            } catch (FileAlreadyExistsException e) {
                return FileOutcome.SKIPPED_ALREADY_COMPRESSED;
            }
            files.forceDirectory(directory(plain));
            files.reached(Step.COMPRESS_PUBLISHED, plain);
            return retired.retire(plain, snapshot, compressed);
        }
    }

    private boolean isUnchanged(Path plain, FileOps.Snapshot snapshot) throws IOException {
        try {
            return snapshot.equals(files.snapshot(plain));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Both forms exist, after a crash or because of a program that does not know the locks. */
    private Result settleLeftover(Path plain, Path compressed) throws IOException {
        FileOps.Snapshot plainBefore = files.snapshot(plain);
        FileOps.Snapshot compressedBefore = files.snapshot(compressed);
        Leftover leftover = Leftover.compare(files, plain, compressed);
        files.reached(Step.COMPRESS_COMPARED, plain);
        if (leftover == Leftover.CONFLICTING) {
            LOG.error("{} and {} differ; neither is touched", plain, compressed);
            return Result.of(FileOutcome.SKIPPED_CONFLICT);
        }
        Optional<RolloutLock> lock = tryExclusive(plain);
        if (lock.isEmpty()) {
            return Result.of(FileOutcome.SKIPPED_IN_USE);
        }
        try (RolloutLock held = lock.get()) {
            if (!isUnchanged(plain, plainBefore) || !isUnchanged(compressed, compressedBefore) || !held.valid()) {
                return Result.of(FileOutcome.SKIPPED_CHANGED);
            }
            if (leftover == Leftover.PREFIX) {
                // Whoever went on with the plain file need not have made it durable.
                try (FileChannel whole = files.openAppend(plain)) {
                    files.force(whole);
                }
                files.deleteIfExists(compressed);
                files.forceDirectory(directory(plain));
                return Result.of(FileOutcome.SKIPPED_CHANGED);
            }
            FileOutcome outcome = retired.retire(plain, plainBefore, compressed);
            return new Result(outcome, plainBefore.length(), compressedBefore.length());
        }
    }

    private static Path directory(Path plain) throws IOException {
        Path parent = plain.getParent();
        if (parent == null) {
            throw RolloutException.invalidRequest("no directory in " + plain);
        }
        return Objects.requireNonNull(parent);
    }
}

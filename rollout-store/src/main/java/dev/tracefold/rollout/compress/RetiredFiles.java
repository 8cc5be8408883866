/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.lock.RolloutLock;
import dev.tracefold.rollout.record.RolloutContext;
import dev.tracefold.rollout.record.RolloutMaterializer;

/**
 * Takes the plain file out of the way once its compressed form is durable, keeps it for the grace period, and brings over
 * what a program that does not know the locks still wrote to it. Thread-safe.
 */
final class RetiredFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RetiredFiles.class);
    private static final int CHUNK = 1 << 17;

    private final RolloutContext context;
    private final FileOps files;
    private final Duration grace;

    RetiredFiles(RolloutContext context, Duration grace) {
        this.context = context;
        this.files = context.files();
        this.grace = grace;
    }

    /** Retires the plain file; the caller holds the exclusive lock and the compressed form is durable. */
    FileOutcome retire(Path plain, FileOps.Snapshot snapshot, Path compressed) throws IOException {
        RetiredName name =
                RetiredName.of(plain, snapshot.length(), context.clock().instant());
        while (Files.exists(name.path())) {
            name = RetiredName.of(plain, name.length(), name.since().plusMillis(1)); // Renaming would replace it.
        }
        Path directory = Objects.requireNonNull(plain.getParent());
        files.rename(plain, name.path());
        files.reached(Step.COMPRESS_RETIRED, name.path());
        FileOps.Snapshot now = files.snapshot(name.path());
        if (now.length() != snapshot.length() || now.modifiedMillis() != snapshot.modifiedMillis()) {
            return takeBack(name, compressed);
        }
        if (grace.isZero()) {
            files.deleteIfExists(name.path());
        }
        files.forceDirectory(directory);
        return FileOutcome.COMPRESSED;
    }

    private FileOutcome takeBack(RetiredName name, Path compressed) throws IOException {
        try {
            files.publish(name.plain(), name.path());
        } catch (FileAlreadyExistsException e) {
            LOG.error("{} was created anew while it was compressed; {} keeps the history", name.plain(), compressed);
            return FileOutcome.SKIPPED_CONFLICT;
        }
        files.deleteIfExists(compressed);
        files.deleteIfExists(name.path());
        files.forceDirectory(Objects.requireNonNull(name.plain().getParent()));
        return FileOutcome.SKIPPED_CHANGED;
    }

    /** Settles every retired file of one rollout, as {@link #settle} does. */
    void settleAllOf(Path plain) throws IOException {
        try {
            for (FileOps.Entry entry : files.list(Objects.requireNonNull(plain.getParent()))) {
                RetiredName.parse(entry.path())
                        .filter(name -> name.plain().equals(plain))
                        .ifPresent(this::settle);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            LOG.debug("no directory around {}", plain, e);
        }
    }

    /** Settles a retired file if the rollout is free; true when lines were brought over. Failures are logged. */
    boolean settle(RetiredName name) {
        try {
            Optional<RolloutLock> lock = context.locks().tryExclusive(name.plain());
            if (lock.isEmpty()) {
                return false;
            }
            try (RolloutLock held = lock.get()) {
                return held.enforced() && settleLocked(name);
            }
        } catch (IOException e) {
            LOG.warn("could not settle {}", name.path(), e);
            return false;
        }
    }

    private boolean settleLocked(RetiredName name) throws IOException {
        FileOps.Snapshot now;
        try {
            now = files.snapshot(name.path());
        } catch (NoSuchFileException e) {
            return false;
        }
        if (Files.isRegularFile(name.plain()) && Objects.equals(now.key(), files.fileKey(name.plain()))) {
            files.deleteIfExists(name.path()); // A crash while it was taken back left two names.
            return false;
        }
        if (RolloutForms.resolve(name.plain()).isEmpty()) {
            LOG.error("{} is all that is left of {}; it is kept", name.path(), name.plain());
            return false;
        }
        boolean over = Duration.between(name.since(), context.clock().instant()).compareTo(grace) >= 0;
        if (now.length() <= name.length()) {
            if (over) {
                files.deleteIfExists(name.path());
            }
            return false;
        }
        // Whoever is in the middle of a line will end it; in two halves it would be two broken lines.
        long end = over ? now.length() : endOfWholeLines(name, now.length());
        if (end == name.length()) {
            return false;
        }
        bringOver(name, end);
        if (over) {
            files.deleteIfExists(name.path());
        } else {
            // Whoever wrote that may write again.
            files.rename(
                    name.path(), RetiredName.of(name.plain(), end, name.since()).path());
        }
        files.forceDirectory(Objects.requireNonNull(name.plain().getParent()));
        return true;
    }

    /** Where the last line that was completed since ends; where it was retired when none was. */
    private static long endOfWholeLines(RetiredName name, long length) throws IOException {
        try (FileChannel tail = FileChannel.open(name.path(), StandardOpenOption.READ)) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            for (long end = length; end > name.length(); ) {
                int size = (int) Math.min(CHUNK, end - name.length());
                if (!readFully(tail, chunk, end - size, size)) {
                    break;
                }
                for (int at = size - 1; at >= 0; at--) {
                    if (chunk.get(at) == '\n') {
                        return end - size + at + 1;
                    }
                }
                end -= size;
            }
            return name.length();
        }
    }

    private void bringOver(RetiredName name, long length) throws IOException {
        new RolloutMaterializer(context).materializeLocked(name.plain(), RolloutMaterializer.Intent.APPEND);
        try (FileChannel tail = FileChannel.open(name.path(), StandardOpenOption.READ);
                FileChannel plain = FileChannel.open(name.plain(), StandardOpenOption.READ);
                FileChannel out = files.openAppend(name.plain())) {
            if (endsWith(plain, tail, name.length(), length)) {
                return; // A crash after the append.
            }
            if (plain.size() != name.length()) {
                endLastLine(plain, out); // Of that length it is the same file, and goes on where that one does.
            }
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            for (long at = name.length(); at < length; ) {
                chunk.clear().limit((int) Math.min(CHUNK, length - at));
                int n = tail.read(chunk, at);
                if (n < 0) {
                    break;
                }
                chunk.flip();
                files.writeFully(out, chunk);
                at += n;
            }
            files.force(out);
        }
    }

    private void endLastLine(FileChannel plain, FileChannel out) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        if (plain.size() > 0 && plain.read(last, plain.size() - 1) == 1 && last.get(0) != '\n') {
            files.writeFully(out, ByteBuffer.wrap(new byte[] {'\n'}));
        }
    }

    private static boolean endsWith(FileChannel plain, FileChannel tail, long from, long to) throws IOException {
        long length = to - from;
        long start = plain.size() - length;
        if (start < 0) {
            return false;
        }
        ByteBuffer left = ByteBuffer.allocate(CHUNK);
        ByteBuffer right = ByteBuffer.allocate(CHUNK);
        for (long done = 0; done < length; ) {
            int size = (int) Math.min(CHUNK, length - done);
            if (!readFully(plain, left, start + done, size) || !readFully(tail, right, from + done, size)) {
                return false;
            }
            if (!left.equals(right)) {
                return false;
            }
            done += size;
        }
        return true;
    }

    private static boolean readFully(FileChannel channel, ByteBuffer into, long at, int size) throws IOException {
        into.clear().limit(size);
        while (into.hasRemaining()) {
            if (channel.read(into, at + into.position()) < 0) {
                return false;
            }
        }
        into.flip();
        return true;
    }
}

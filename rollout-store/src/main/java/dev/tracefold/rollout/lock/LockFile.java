/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.lock;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The byte ranges of one lock file, shared by everything in this JVM.
 *
 * <p>POSIX range locks belong to the process: closing any channel on the file drops them all without notice, and a second
 * request from the same process does not conflict. So exactly one channel per lock file is open in a JVM and never
 * closed, counts in memory decide among threads first, and the operating system is asked once per range. When the
 * file was deleted under us, the channel is replaced and every range held is taken again in the new file; one that
 * somebody else got first is marked lost.
 */
final class LockFile {
    private static final Logger LOG = LoggerFactory.getLogger(LockFile.class);
    private static final Map<Path, LockFile> REGISTRY = new ConcurrentHashMap<>();

    private final Path path;
    private final Map<Long, Range> held = new HashMap<>();
    private @Nullable FileChannel channel;
    private @Nullable Object channelKey;
    private boolean warned;

    private LockFile(Path path) {
        this.path = path;
    }

    static LockFile at(Path path) {
        return REGISTRY.computeIfAbsent(path.toAbsolutePath().normalize(), LockFile::new);
    }

    /** A range that somebody in this JVM holds. */
    private static final class Range {
        final boolean shared;
        int holders = 1;
        boolean lost;

        @Nullable
        FileLock lock;

        Range(boolean shared) {
            this.shared = shared;
        }
    }

    synchronized @Nullable RolloutLock tryAcquire(long position, boolean shared) throws IOException {
        FileChannel current = currentChannel();
        Range range = held.get(position);
        if (range != null) {
            if (!shared || !range.shared || range.lost) {
                return null;
            }
            range.holders++;
            return new Held(position, range);
        }
        range = new Range(shared);
        try {
            range.lock = current.tryLock(position, 1, shared);
            if (range.lock == null) {
                return null;
            }
        } catch (OverlappingFileLockException e) {
            return null; // Another class loader's copy of this class holds it.
        } catch (IOException e) {
            warnUnsupported(e);
        }
        held.put(position, range);
        currentChannel(); // The file may have been deleted while we asked; this takes the range again in the new one.
        if (range.lost) {
            held.remove(position);
            return null;
        }
        return new Held(position, range);
    }

    private void warnUnsupported(IOException error) {
        if (!warned) {
            warned = true;
            LOG.warn("{} cannot be locked; other processes are not kept out", path, error);
        }
    }

    private FileChannel currentChannel() throws IOException {
        FileChannel current = channel;
        if (current != null && Objects.equals(channelKey, keyAtPath())) {
            return current;
        }
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        FileChannel fresh;
        do {
            fresh = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channelKey = keyAtPath();
        } while (channelKey == null);
        channel = fresh;
        if (current != null) {
            LOG.warn("{} was deleted while in use; its locks are taken again", path);
            retake(fresh);
            current.close(); // Another inode, so nothing of the new file is dropped.
        }
        return fresh;
    }

    private void retake(FileChannel fresh) {
        held.forEach((position, range) -> {
            if (range.lock != null) {
                try {
                    range.lock = fresh.tryLock(position, 1, range.shared);
                    range.lost |= range.lock == null;
                } catch (IOException | OverlappingFileLockException e) {
                    range.lost = true;
                }
            }
        });
    }

    private @Nullable Object keyAtPath() throws IOException {
        try {
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return key == null ? path : key;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private synchronized boolean valid(Range range) throws IOException {
        currentChannel();
        return !range.lost;
    }

    private synchronized void release(long position, Range range) {
        if (--range.holders > 0) {
            return;
        }
        held.remove(position, range);
        FileLock lock = range.lock;
        if (lock != null && lock.isValid()) {
            try {
                lock.release();
            } catch (IOException e) {
                LOG.warn("could not release a range of {}", path, e);
            }
        }
    }

    private final class Held implements RolloutLock {
        private final long position;
        private final Range range;
        private boolean closed;

        Held(long position, Range range) {
            this.position = position;
            this.range = range;
        }

        @Override
        public boolean valid() throws IOException {
            return LockFile.this.valid(range);
        }

        @Override
        public boolean enforced() {
            return range.lock != null;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                release(position, range);
            }
        }
    }
}

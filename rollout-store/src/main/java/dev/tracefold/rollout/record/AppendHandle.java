/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.line.RolloutItem;
import dev.tracefold.rollout.lock.RolloutLock;

/**
 * An open plain rollout, with the shared lock that keeps compressors and movers away for as long as it is open. A line
 * counts as written only while the open inode is the one that the path names. Not thread-safe.
 */
final class AppendHandle implements Closeable {
    private static final int ROUNDS = 5;

    private final RolloutContext context;
    private final Path plain;
    private final RolloutLock shared;
    private final FileChannel channel;
    private final @Nullable Object key;
    private final LineNumbers numbers;
    private final List<Written> unforced = new ArrayList<>();
    private long unforcedBytes;

    /** Bytes that were written, and where. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Written(long offset, byte[] bytes) {}

    private AppendHandle(
            RolloutContext context, Path plain, RolloutLock shared, FileChannel channel, @Nullable Object key) {
        this.context = context;
        this.plain = plain;
        this.shared = shared;
        this.channel = channel;
        this.key = key;
        this.numbers = new LineNumbers(plain, context.files());
    }

    /**
     * Opens an existing rollout; a compressed one becomes plain first. Nothing is ever created.
     *
     * @throws NoSuchFileException when neither form exists
     */
    static AppendHandle open(RolloutContext context, Path path) throws IOException {
        Path plain = RolloutForms.plain(path);
        for (int round = 0; round < ROUNDS; round++) {
            AppendHandle handle = openPlain(context, plain);
            if (handle != null) {
                return handle;
            }
            Path compressed = RolloutForms.compressed(path);
            if (Files.isRegularFile(compressed)) {
                new RolloutMaterializer(context).materialize(plain, RolloutMaterializer.Intent.APPEND);
            } else if (!Files.isRegularFile(plain)) {
                throw new NoSuchFileException(plain.toString());
            }
        }
        throw RolloutException.conflict(plain + " keeps changing its form");
    }

    /** Creates the file of a fresh session, or opens the one that an earlier attempt left. */
    static AppendHandle create(RolloutContext context, Path plain) throws IOException {
        Path directory = Objects.requireNonNull(plain.getParent());
        context.files().createDirectories(directory);
        RolloutLock lock = context.locks().shared(plain);
        try {
            if (Files.isRegularFile(RolloutForms.compressed(plain))) {
                throw RolloutException.conflict("a compressed rollout stands where " + plain + " is to be created");
            }
            createIfAbsent(context, plain);
            context.files().forceDirectory(directory);
        } finally {
            lock.close();
        }
        return open(context, plain);
    }

    private static void createIfAbsent(RolloutContext context, Path plain) throws IOException {
        try {
            context.files().createNew(plain, null).close();
        } catch (FileAlreadyExistsException e) {
            // An earlier attempt of the same recorder got this far, perhaps without making the name durable.
        }
    }

    private static @Nullable AppendHandle openPlain(RolloutContext context, Path plain) throws IOException {
        FileOps files = context.files();
        RolloutLock lock = context.locks().shared(plain);
        try {
            files.reached(Step.APPEND_LOCKED, plain);
            if (!Files.isRegularFile(plain)) {
                lock.close();
                return null;
            }
            Object before = files.fileKey(plain);
            FileChannel channel = files.openAppend(plain);
            try {
                if (Objects.equals(before, files.fileKey(plain))) {
                    AppendHandle handle = new AppendHandle(context, plain, lock, channel, before);
                    handle.repairTail();
                    return handle;
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            channel.close();
            lock.close();
            return null;
        } catch (NoSuchFileException e) {
            lock.close();
            return null;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Takes the append mutex and checks that what is open is still what the path names. */
    RolloutLock beginBatch() throws IOException {
        RolloutLock mutex = context.locks().appendMutex(plain);
        try {
            if (!shared.valid()) {
                throw new IOException("the lock on " + plain + " was lost");
            }
            if (!Objects.equals(key, context.files().fileKey(plain))) {
                throw new IOException(plain + " was replaced while it was open");
            }
            repairTailLocked();
            numbers.follow(channel.size());
            return mutex;
        } catch (IOException | RuntimeException e) {
            mutex.close();
            throw e;
        }
    }

    /** Writes one item as a line of now, within a batch. */
    void write(RolloutItem item) throws IOException {
        context.files().reached(Step.APPEND_WRITE, plain);
        append(item.toLine(LineClock.now(context.clock()), numbers.of(item)));
        numbers.written(channel.size());
    }

    private void append(byte[] bytes) throws IOException {
        long offset = channel.size();
        context.files().writeFully(channel, ByteBuffer.wrap(bytes));
        note(new Written(offset, bytes));
    }

    private void note(Written written) {
        unforced.add(written);
        unforcedBytes += written.bytes().length;
    }

    /** What was written through this handle and is not known to be durable. */
    List<Written> unforced() {
        return unforced;
    }

    long unforcedBytes() {
        return unforcedBytes;
    }

    /**
     * Writes again what an earlier handle wrote, and takes it from the list. Once a system has failed to make bytes
     * durable, it may hold them for written although they are lost. Where something else stands in their place by now,
     * they go to the end.
     */
    void writeAgain(Deque<Written> lost) throws IOException {
        try (RolloutLock ignored = beginBatch();
                FileChannel file = context.files().openInPlace(plain)) {
            while (!lost.isEmpty()) {
                Written one = lost.getFirst();
                if (standsIn(file, one)) {
                    context.files().writeFully(file.position(one.offset()), ByteBuffer.wrap(one.bytes()));
                    note(one);
                } else {
                    append(numbers.numberedAgain(one.bytes()));
                }
                lost.removeFirst();
            }
        }
    }

    private static boolean standsIn(FileChannel file, Written one) throws IOException {
        ByteBuffer there = ByteBuffer.allocate(one.bytes().length);
        for (int n = 0; n >= 0 && there.hasRemaining(); ) {
            n = file.read(there, one.offset() + there.position());
        }
        return there.flip().equals(ByteBuffer.wrap(one.bytes()));
    }

    /** Makes durable what was written. */
    void force() throws IOException {
        context.files().force(channel);
        unforced.clear();
        unforcedBytes = 0;
    }

    private void repairTail() throws IOException {
        try (RolloutLock ignored = context.locks().appendMutex(plain)) {
            repairTailLocked();
        }
    }

    /** Ends a torn last line, so that the next one starts on its own. Never truncates. */
    private void repairTailLocked() throws IOException {
        long size = channel.size();
        if (size == 0) {
            return;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        try (FileChannel in = FileChannel.open(plain, StandardOpenOption.READ)) {
            in.read(last, size - 1);
        }
        if (last.get(0) != '\n') {
            append(new byte[] {'\n'});
        }
    }

    @Override
    public void close() throws IOException {
        try (RolloutLock ignored = shared) {
            channel.close();
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.StoredBytes;
import dev.tracefold.rollout.internal.FileOps;

/**
 * The plain form of a compressed rollout while it is read. In the compressed one nothing can be found again, so what comes
 * behind the first bytes is written to a temporary file too, from which it can be read. That has no name any more once it is
 * open, as far as the platform can do that: nothing is left of it, whatever happens.
 */
final class PlainCopy extends InputStream implements ReadAgain, StoredBytes {
    private final InputStream in;
    private final long start;
    private final FileOps files;
    private long position;
    private boolean failed;
    private boolean ended;
    private @Nullable FileChannel channel;
    private volatile @Nullable PlainFile copy;

    /**
     * A rollout while it is decoded.
     *
     * @param start how many bytes are not copied
     */
    PlainCopy(InputStream in, long start, FileOps files) {
        this.in = in;
        this.start = start;
        this.files = files;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = ended ? -1 : in.read(target, from, length);
        if (count < 0) {
            ended = true;
            // A decoder holds what its frame looks back upon, and this may stay open for long.
            in.close();
        } else {
            int before = (int) Math.min(count, Math.max(0, start - position));
            position += count;
            if (before < count && !failed) {
                copy(ByteBuffer.wrap(target, from + before, count - before));
            }
        }
        return count;
    }

    private void copy(ByteBuffer bytes) {
        try {
            if (channel == null) {
                channel = open();
            }
            files.writeFully(channel, bytes);
        } catch (IOException e) {
            // No room for a copy. What comes from now on is for memory to hold.
            failed = true;
        }
    }

    private FileChannel open() throws IOException {
        Path file = Files.createTempFile("tracefold-plain-", ".tmp");
        RandomAccessFile spare = new RandomAccessFile(file.toFile(), "r");
        try {
            FileChannel opened = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            copy = new PlainFile(opened, spare, bytes -> {});
            return opened;
        } catch (IOException e) {
            spare.close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public @Nullable StoredBytes from(long offset) {
        // It was read before its turn came, so a failure that concerns it is known.
        return offset < start || failed || copy == null ? null : this;
    }

    @Override
    public boolean any() {
        return copy != null;
    }

    private PlainFile copied() throws IOException {
        PlainFile file = copy;
        if (file == null) {
            throw new IOException("nothing was copied");
        }
        return file;
    }

    @Override
    public void keep() {
        PlainFile file = copy;
        if (file != null) {
            file.keep();
        }
    }

    @Override
    public void read(long offset, byte[] target, int from, int length) throws IOException {
        copied().read(offset - start, target, from, length);
    }

    @Override
    public void close() throws IOException {
        try (in) {
            if (copy != null) {
                copy.close();
            }
        }
    }
}

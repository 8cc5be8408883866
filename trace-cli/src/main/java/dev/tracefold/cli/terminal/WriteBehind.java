/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.terminal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file that a second thread writes while the first one makes what is to be written. It is behind by a bounded number
 * of bytes, and the file is whole once {@link #close} has returned. Belongs to one thread.
 */
public final class WriteBehind extends OutputStream {
    private static final int BUFFER = 1 << 19;
    // What is large comes in bursts, faster than a disk takes it.
    private static final int MOST_BUFFERS = 16;
    private static final int SECONDS_BETWEEN_LOOKS = 1;

    private final FileChannel file;
    private final BlockingQueue<ByteBuffer> empty = new ArrayBlockingQueue<>(MOST_BUFFERS);
    // With room for the one that says that there is no more: to hand over never waits.
    private final BlockingQueue<ByteBuffer> filled = new ArrayBlockingQueue<>(MOST_BUFFERS + 1);
    private final Thread thread;
    private volatile @Nullable Throwable failure;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private int buffers = 1;
    private boolean closed;

    WriteBehind(FileChannel file) {
        this.file = file;
        thread = new Thread(this::writeAll, "tracefold-write-behind");
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes what comes until an empty buffer says that there is no more. After a failure it only gives buffers back. */
    private void writeAll() {
        try {
            for (ByteBuffer next = filled.take(); next.hasRemaining(); next = filled.take()) {
                if (failure == null) {
                    try {
                        write(next);
                    } catch (IOException | RuntimeException | Error e) {
                        failure = e;
                    }
                }
                empty.add(next.clear());
            }
        } catch (Throwable e) {
            // No memory to wait in, perhaps.
            failure = e;
        }
    }

    private void write(ByteBuffer next) throws IOException {
        while (next.hasRemaining()) {
            file.write(next);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            if (!buffer.hasRemaining()) {
                handOver();
            }
            int count = Math.min(length - written, buffer.remaining());
            buffer.put(bytes, offset + written, count);
            written += count;
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    private void handOver() throws IOException {
        rethrow();
        try {
            filled.put(buffer.flip());
            buffer = emptyBuffer();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private ByteBuffer emptyBuffer() throws IOException, InterruptedException {
        ByteBuffer used = empty.poll();
        if (used == null && buffers < MOST_BUFFERS) {
            buffers++;
            return ByteBuffer.allocateDirect(BUFFER);
        }
        while (used == null) {
            boolean alive = thread.isAlive();
            used = empty.poll(alive ? SECONDS_BETWEEN_LOOKS : 0, TimeUnit.SECONDS);
            if (used == null && !alive) {
                throw new IOException("writing failed", failure);
            }
        }
        return used;
    }

    private void rethrow() throws IOException {
        Throwable problem = failure;
        if (problem instanceof IOException io) {
            throw io;
        }
        if (problem != null) {
            throw new IOException("writing failed", problem);
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while writing");
    }

    /** Waits until all is written; the file itself stays open. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (buffer.position() > 0) {
                filled.put(buffer.flip());
            }
            filled.put(ByteBuffer.allocate(0));
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        rethrow();
    }
}

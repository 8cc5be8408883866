/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;

import dev.tracefold.model.value.StoredBytes;

/**
 * A rollout in its plain form: read from its beginning as a stream, and wherever somebody has left something there. It is
 * what was opened, whatever becomes of its name; lines are only added to it.
 */
final class PlainFile extends InputStream implements StoredBytes {
    private final RandomAccessFile file;
    private long next;
    private volatile boolean kept;

    PlainFile(RandomAccessFile file) {
        this.file = file;
    }

    @Override
    public void keep() {
        if (!kept) {
            kept = true;
        }
    }

    @Override
    public void read(long position, byte[] target, int from, int length) throws IOException {
        synchronized (file) {
            file.seek(position);
            try {
                file.readFully(target, from, length);
            } catch (EOFException e) {
                throw new IOException("the rollout has become shorter since it was read", e);
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        synchronized (file) {
            // Somebody may have read elsewhere meanwhile.
            file.seek(next);
            int read = file.read(target, from, length);
            next += Math.max(0, read);
            return read;
        }
    }

    /** Ends the stream. The file stays open for as long as anybody can ask for what was left there. */
    @Override
    public void close() throws IOException {
        // One that nobody can reach any more is closed by the collector.
        if (!kept) {
            file.close();
        }
    }
}

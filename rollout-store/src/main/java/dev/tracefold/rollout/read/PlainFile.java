/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;

import dev.tracefold.model.value.StoredBytes;

/**
 * A rollout in its plain form: read from its beginning as a stream, and wherever somebody has left something there. It is
 * what was opened, whatever becomes of its name; lines are only added to it.
 */
final class PlainFile extends InputStream implements ReadAgain, StoredBytes {
    private final FileChannel channel;
    private final InputStream in;
    // Several threads can read a channel at once, but one that is interrupted meanwhile closes it for all of them.
    private final RandomAccessFile spare;
    private volatile boolean kept;

    /** Both have the same file open; {@code read} hears how much is read of the stream. */
    PlainFile(FileChannel channel, RandomAccessFile spare, LongConsumer read) {
        this.channel = channel;
        this.in = new CountedInput(Channels.newInputStream(channel), read);
        this.spare = spare;
    }

    @Override
    public StoredBytes from(long position) {
        return this;
    }

    @Override
    public boolean any() {
        return true;
    }

    @Override
    public void keep() {
        if (!kept) {
            kept = true;
        }
    }

    @Override
    public void read(long position, byte[] target, int from, int length) throws IOException {
        try {
            readChannel(position, ByteBuffer.wrap(target, from, length).slice());
        } catch (ClosedChannelException somebodyWasInterrupted) {
            readSpare(position, target, from, length);
        }
    }

    private void readChannel(long position, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            // From a place of its own, so that the stream goes on where it was.
            if (channel.read(target, position + target.position()) < 0) {
                throw shorter();
            }
        }
    }

    private void readSpare(long position, byte[] target, int from, int length) throws IOException {
        synchronized (spare) {
            spare.seek(position);
            try {
                spare.readFully(target, from, length);
            } catch (EOFException e) {
                throw shorter();
            }
        }
    }

    private static IOException shorter() {
        return new IOException("the rollout has become shorter since it was read");
    }

    @Override
    public int read() throws IOException {
        return in.read();
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        return in.read(target, from, length);
    }

    /** Ends the stream. The file stays open for as long as anybody can ask for what was left there. */
    @Override
    public void close() throws IOException {
        // What nobody can reach any more closes its file itself.
        if (!kept) {
            try (spare) {
                channel.close();
            }
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

import dev.tracefold.model.value.StoredBytes;

/**
 * A rollout in its plain form: read from its beginning as a stream, and wherever somebody has left something there. It is
 * what was opened, whatever becomes of its name; lines are only added to it.
 */
final class PlainFile extends InputStream implements StoredBytes {
    private final FileChannel channel;
    private final InputStream in;
    private volatile boolean kept;

    PlainFile(FileChannel channel) {
        this.channel = channel;
        this.in = Channels.newInputStream(channel);
    }

    @Override
    public void keep() {
        if (!kept) {
            kept = true;
        }
    }

    @Override
    public void read(long position, byte[] target, int from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(target, from, length);
        while (bytes.hasRemaining()) {
            // From a place of its own, so that the stream goes on where it was.
            if (channel.read(bytes, position + bytes.position() - from) < 0) {
                throw new IOException("the rollout has become shorter since it was read");
            }
        }
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
        // A channel that nobody can reach any more closes its file itself.
        if (!kept) {
            channel.close();
        }
    }
}

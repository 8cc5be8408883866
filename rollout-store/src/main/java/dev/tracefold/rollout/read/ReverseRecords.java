/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Hands out the records of a line file newest first, reading 64 KiB at a time from the end as it was on opening. Blank
 * records are left out, records above the limit are stepped over and counted, an unterminated last record is a record.
 * Not thread-safe.
 */
public final class ReverseRecords implements Closeable {
    private static final int CHUNK = 64 << 10;

    private final FileChannel channel;
    private final int maxRecord;
    private long position; // everything before it is unread
    private byte[] tail = new byte[0]; // what was read and not handed out yet
    private int end; // behind the last byte of tail that still counts
    private boolean droppingOversize;
    private long oversize;

    public ReverseRecords(Path path, int maxRecord) throws IOException {
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.maxRecord = maxRecord;
        this.position = channel.size();
    }

    /** The next older record without its line end, or empty at the beginning of the file. */
    public Optional<byte[]> next() throws IOException {
        while (true) {
            int newline = lastNewline();
            if (newline < 0 && position > 0) {
                fill();
                continue;
            }
            if (newline < 0 && end == 0 && !droppingOversize) {
                return Optional.empty();
            }
            byte[] record = Arrays.copyOfRange(tail, newline + 1, end);
            end = Math.max(newline, 0);
            boolean dropped = droppingOversize || record.length > maxRecord;
            droppingOversize = false;
            if (dropped) {
                oversize++;
            } else if (!isBlank(record)) {
                return Optional.of(record);
            }
        }
    }

    /** How many records were too long. */
    public long oversizeRecords() {
        return oversize;
    }

    private void fill() throws IOException {
        if (end > maxRecord) {
            droppingOversize = true;
            end = 0;
        }
        int size = (int) Math.min(CHUNK, position);
        ByteBuffer chunk = ByteBuffer.allocate(size + end);
        chunk.limit(size);
        long at = position - size;
        while (chunk.hasRemaining()) {
            if (channel.read(chunk, at + chunk.position()) < 0) {
                throw new IOException("file became shorter while it was read");
            }
        }
        chunk.limit(size + end);
        chunk.put(tail, 0, end);
        tail = chunk.array();
        end = tail.length;
        position = at;
    }

    private int lastNewline() {
        for (int i = end - 1; i >= 0; i--) {
            if (tail[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

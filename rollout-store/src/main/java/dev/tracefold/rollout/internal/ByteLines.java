/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines without decoding them, in a buffer that grows to the longest line seen and never
 * beyond the cap. A longer line is stepped over and reported. A damaged compressed stream ends like a short one, and
 * {@link #damage()} says so. Not thread-safe.
 */
public final class ByteLines implements Closeable {
    public static final int DEFAULT_CAP = 64 << 20;
    private static final int INITIAL = 128 << 10;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long NEWLINES = ONES * '\n';

    private final InputStream in;
    private final int cap;
    private byte[] buffer = new byte[INITIAL];
    private int start; // first byte of the current line
    private int next; // first byte after the current line and its newline
    private int limit; // end of the bytes read
    private int shifted; // by how much the last fill moved the line towards the front
    private int length;
    private long offset;
    private long nextOffset;
    private long number;
    private boolean terminated;
    private boolean oversize;
    private boolean endOfStream;
    private @Nullable IOException damage;
    private Overflow overflow = (bytes, from, count) -> {};

    public ByteLines(InputStream in, int cap) {
        this.in = in;
        this.cap = cap;
    }

    /** Receives the bytes of lines above the cap, piece by piece and without the newline. */
    @FunctionalInterface
    public interface Overflow {
        void bytes(byte[] bytes, int from, int count) throws IOException;
    }

    /** Hands the bytes of oversize lines on instead of dropping them. */
    public void onOverflow(Overflow receiver) {
        overflow = receiver;
    }

    /** Steps to the next line; false at the end. A final line without a newline is a line. */
    public boolean advance() throws IOException {
        offset = nextOffset;
        start = next;
        oversize = false;
        int scan = start;
        while (true) {
            int newline = indexOfNewline(buffer, scan, limit);
            if (newline >= 0) {
                return found(newline - start, true);
            }
            scan = limit;
            if (limit - start > cap) {
                return skipOversize();
            }
            if (endOfStream || !fill()) {
                return limit > start && found(limit - start, false);
            }
            scan -= shifted;
        }
    }

    private boolean found(int lineLength, boolean withNewline) throws IOException {
        length = lineLength;
        terminated = withNewline;
        next = start + lineLength + (withNewline ? 1 : 0);
        nextOffset = offset + lineLength + (withNewline ? 1 : 0);
        oversize = lineLength > cap;
        if (oversize) {
            length = 0;
            overflow.bytes(buffer, start, lineLength);
        }
        number++;
        return true;
    }

    private boolean skipOversize() throws IOException {
        long skipped = (long) limit - start;
        overflow.bytes(buffer, start, limit - start);
        number++;
        oversize = true;
        length = 0;
        while (true) {
            start = 0;
            limit = 0;
            if (endOfStream || !fill()) {
                terminated = false;
                next = 0;
                nextOffset = offset + skipped;
                return true;
            }
            int newline = indexOfNewline(buffer, 0, limit);
            if (newline >= 0) {
                overflow.bytes(buffer, 0, newline);
                terminated = true;
                next = newline + 1;
                nextOffset = offset + skipped + newline + 1;
                return true;
            }
            overflow.bytes(buffer, 0, limit);
            skipped += limit;
        }
    }

    /** Reads more behind {@code limit}, making room first; notes by how much the line moved. */
    private boolean fill() throws IOException {
        shifted = 0;
        if (limit == buffer.length) {
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, limit - start);
                shifted = start;
                limit -= start;
                start = 0;
            } else {
                long larger = Math.min((long) buffer.length * 2, (long) cap + INITIAL);
                buffer = Arrays.copyOf(buffer, (int) Math.max(larger, buffer.length + 1L));
            }
        }
        try {
            int n = in.read(buffer, limit, buffer.length - limit);
            if (n > 0) {
                limit += n;
                return true;
            }
        } catch (Zstd.DamagedFrameException e) {
            damage = e;
        }
        endOfStream = true;
        return false;
    }

    /** Looks at eight bytes at a time: lines are long. */
    private static int indexOfNewline(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long others = (long) LONGS.get(bytes, i) ^ NEWLINES;
            // The high bit of each byte that is a newline; behind the first, one too many may be marked.
            long found = (others - ONES) & ~others & (ONES << 7);
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** The shared buffer; valid until the next {@link #advance()}. */
    public byte[] buffer() {
        return buffer;
    }

    public int start() {
        return start;
    }

    /** Length without the newline; 0 for an oversize line. */
    public int length() {
        return length;
    }

    /** Offset of the line's first byte in the (decoded) stream. */
    public long offset() {
        return offset;
    }

    /** Offset after the line and its newline. */
    public long endOffset() {
        return nextOffset;
    }

    /** Counts from 1, blank lines included. */
    public long number() {
        return number;
    }

    public boolean terminated() {
        return terminated;
    }

    public boolean oversize() {
        return oversize;
    }

    /** Why the stream ended early, if it did. */
    public @Nullable IOException damage() {
        return damage;
    }

    public byte[] copy() {
        return Arrays.copyOfRange(buffer, start, start + length);
    }

    public boolean blank() {
        if (oversize) {
            return false;
        }
        for (int i = start; i < start + length; i++) {
            byte b = buffer[i];
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

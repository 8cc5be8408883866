/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a log as bytes, without their ends. Memory is that of the longest line. A line ends with a newline, which
 * a carriage return may precede; a byte order mark at the beginning is skipped.
 */
final class LogLines implements Closeable {
    private static final int CHUNK = 1 << 16;

    /** Longer than any event, whose bodies lie in files of their own; a longer line is passed over, not held. */
    static final int LONGEST = 64 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[CHUNK];
    private int filled;
    private int start;
    private int end;
    private int next;
    private long number;
    private boolean terminated;
    private boolean tooLong;

    LogLines(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line; false at the end of the log. */
    boolean advance() throws IOException {
        int from = next;
        int scanned = from;
        while (true) {
            int newline = indexOfNewline(scanned);
            if (newline >= 0) {
                return line(from, newline, newline + 1, true);
            }
            scanned = filled;
            if (from > 0) {
                System.arraycopy(buffer, from, buffer, 0, filled - from);
                filled -= from;
                scanned -= from;
                from = 0;
                // The end may be passed later, where a log grows.
                next = 0;
            }
            if (filled == LONGEST) {
                return passOver();
            }
            if (filled == buffer.length) {
                grow();
            }
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                return filled > from && line(from, filled, filled, false);
            }
            filled += read;
        }
    }

    private void grow() {
        buffer = Arrays.copyOf(buffer, (int) Math.min(LONGEST, buffer.length * 2L));
    }

    /** Passes over the rest of a line that does not fit. */
    private boolean passOver() throws IOException {
        while (true) {
            filled = Math.max(0, in.read(buffer, 0, buffer.length));
            int newline = indexOfNewline(0);
            if (newline >= 0 || filled == 0) {
                line(0, 0, newline + 1, newline >= 0);
                tooLong = true;
                return true;
            }
        }
    }

    private int indexOfNewline(int from) {
        for (int i = from; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean line(int from, int to, int after, boolean complete) {
        number++;
        start = from;
        end = to > from && buffer[to - 1] == '\r' ? to - 1 : to;
        next = after;
        terminated = complete;
        tooLong = false;
        if (number == 1
                && end - start >= 3
                && (buffer[start] & 0xff) == 0xef
                && (buffer[start + 1] & 0xff) == 0xbb
                && (buffer[start + 2] & 0xff) == 0xbf) {
            start += 3;
        }
        return true;
    }

    /** The array that holds the line, from {@link #start()} to {@link #end()}; good until the next advance. */
    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Which line it is, counted from 1. */
    long number() {
        return number;
    }

    /** Whether the line has its end; the last one may have been torn. */
    boolean terminated() {
        return terminated;
    }

    /** Whether the line was longer than {@link #LONGEST}; it then looks empty. */
    boolean tooLong() {
        return tooLong;
    }

    /** Whether there is nothing but white space in it. */
    boolean blank() {
        if (tooLong) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
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

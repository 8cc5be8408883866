/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A file that grows, as far as its last newline: what is behind that is still being written. Its end is the end so far;
 * reading on later gives what has come since. Belongs to one thread.
 */
final class WholeLines extends InputStream {
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int given;
    private int whole;
    private int filled;

    WholeLines(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (given == whole) {
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, whole - given);
        System.arraycopy(buffer, given, target, offset, count);
        given += count;
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Takes in more; false if there is no more for now. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, given, buffer, 0, filled - given);
        filled -= given;
        given = 0;
        whole = 0;
        if (filled == buffer.length) {
            if (filled == LogLines.LONGEST) {
                throw new IOException("the log has a line of more than " + (LogLines.LONGEST >> 20) + " MB");
            }
            buffer = Arrays.copyOf(buffer, Math.min(LogLines.LONGEST, 2 * filled));
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read <= 0) {
            return false;
        }
        filled += read;
        for (int i = filled; i > filled - read; i--) {
            if (buffer[i - 1] == '\n') {
                whole = i;
                break;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

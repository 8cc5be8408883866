/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.io.InputStream;

/** A packed file, read from its beginning. Belongs to one thread. */
final class PackedStream extends InputStream {
    private final Segments segments;
    private final long end;
    private long position;

    PackedStream(Segments segments, PackedFile file) {
        this.segments = segments;
        this.position = file.position();
        this.end = file.position() + file.size();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int now = (int) Math.min(Math.min(length, end - position), segments.contiguous(position));
        segments.read(position, into, offset, now);
        position += now;
        return now;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }
}

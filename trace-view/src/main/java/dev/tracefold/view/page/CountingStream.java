/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes that go through it, and fails where they would be too many. */
final class CountingStream extends FilterOutputStream {
    private final RuntimeException tooMuch;
    private final long most;
    private long count;

    CountingStream(OutputStream out, RuntimeException tooMuch, long most) {
        super(out);
        this.tooMuch = tooMuch;
        this.most = most;
    }

    long count() {
        return count;
    }

    @Override
    public void write(int b) throws IOException {
        add(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        add(length);
        out.write(bytes, from, length);
    }

    private void add(int length) {
        count += length;
        if (count > most) {
            throw tooMuch;
        }
    }
}

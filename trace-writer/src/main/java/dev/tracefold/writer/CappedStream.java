/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Passes a body on until it grows above its cap; from there on it is only measured, so that a note can tell what is
 * missing. Keeps a failure of the disk apart from one of the body.
 */
final class CappedStream extends OutputStream {
    private final OutputStream out;
    private final long cap;
    private final @Nullable MessageDigest digest;
    private long size;
    private @Nullable IOException diskFailure;

    CappedStream(OutputStream out, long cap) {
        this.out = out;
        this.cap = cap;
        // Hashing costs more than writing, so only a body that may meet a cap pays for it.
        this.digest = cap == WriterOptions.UNLIMITED ? null : sha256();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        size += length;
        if (digest != null) {
            digest.update(bytes, from, length);
        }
        if (size <= cap) {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                diskFailure = e;
                throw e;
            }
        }
    }

    long size() {
        return size;
    }

    boolean overflowed() {
        return size > cap;
    }

    @Nullable
    IOException diskFailure() {
        return diskFailure;
    }

    /** The hash of the whole body, if there is a cap. */
    String hash() {
        return digest == null ? "" : HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

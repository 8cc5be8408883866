/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import dev.tracefold.rollout.internal.Zstd;

/** A log that was compressed at rest, {@code trace.jsonl.zst}, as the lines that it was. Belongs to one thread. */
public final class ColdLog extends FilterInputStream {
    /** What a compressed log has behind the name of the plain one. */
    public static final String SUFFIX = ".zst";

    private final Path name;
    private long read;

    private ColdLog(InputStream lines, Path name) {
        super(lines);
        this.name = name;
    }

    /**
     * Reads a compressed log.
     *
     * @param name what to call it when it is damaged, which is a {@link DamagedPackException}
     */
    public static InputStream of(InputStream compressed, Path name) throws IOException {
        try {
            return new ColdLog(Zstd.decoder(compressed), name);
        } catch (Zstd.DamagedFrameException e) {
            throw new DamagedPackException(name, 0, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int n = in.read(into, offset, length);
            read += Math.max(0, n);
            return n;
        } catch (Zstd.DamagedFrameException e) {
            throw new DamagedPackException(name, read, e.getMessage() + " (counted in the decompressed log)");
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Zstd;

/** How a compressed form relates to the plain form beside it. */
enum Leftover {
    EQUAL,
    /** The plain form goes on where the compressed one ends. */
    PREFIX,
    CONFLICTING;

    private static final int CHUNK = 1 << 17;

    static Leftover compare(FileOps files, Path plain, Path compressed) throws IOException {
        try (InputStream whole = files.openInput(plain);
                InputStream part = Zstd.decoder(files.openInput(compressed))) {
            byte[] expected = new byte[CHUNK];
            byte[] actual = new byte[CHUNK];
            while (true) {
                int n = part.readNBytes(actual, 0, CHUNK);
                int m = whole.readNBytes(expected, 0, n);
                if (m < n || !Arrays.equals(expected, 0, n, actual, 0, n)) {
                    return CONFLICTING;
                }
                if (n < CHUNK) {
                    return whole.read() < 0 ? EQUAL : PREFIX;
                }
            }
        } catch (Zstd.DamagedFrameException e) {
            return CONFLICTING;
        }
    }
}

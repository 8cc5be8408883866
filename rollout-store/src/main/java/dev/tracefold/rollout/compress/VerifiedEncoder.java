/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.internal.Zstd;

/**
 * Encodes a file and proves that the result decodes to the same bytes: the digest taken while encoding is compared with
 * the digest of the decoded result, and so is the length.
 */
final class VerifiedEncoder {
    private static final int CHUNK = 1 << 18;

    private final FileOps files;

    VerifiedEncoder(FileOps files) {
        this.files = files;
    }

    /** The source did not have the length that its snapshot said. */
    static final class SourceChangedException extends IOException {
        private static final long serialVersionUID = 1L;

        SourceChangedException(Path source) {
            super(source + " changed while it was read");
        }
    }

    /** Leaves in {@code temp} a durable, verified frame with the times and mode of the source. */
    void encode(Path source, FileOps.Snapshot snapshot, Path temp) throws IOException {
        long expected;
        try (FileChannel out = files.createNew(temp, snapshot.permissions());
                FileChannel in = FileChannel.open(source, StandardOpenOption.READ)) {
            if (in.size() != snapshot.length()) {
                throw new SourceChangedException(source);
            }
            Fingerprint seen = new Fingerprint();
            Zstd.encode(in, snapshot.length(), out, files, seen::update);
            expected = seen.value();
            files.force(out);
        }
        files.reached(Step.COMPRESS_BEFORE_VERIFY, temp);
        verify(temp, snapshot.length(), expected);
        files.setModified(temp, Instant.ofEpochMilli(snapshot.modifiedMillis()));
        if (snapshot.permissions() != null) {
            files.setPermissions(temp, snapshot.permissions());
        }
    }

    private void verify(Path temp, long length, long expected) throws IOException {
        Fingerprint seen = new Fingerprint();
        long decoded = 0;
        try (InputStream in = Zstd.decoder(files.openInput(temp))) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                seen.update(ByteBuffer.wrap(chunk, 0, n));
                decoded += n;
            }
        }
        if (decoded != length || seen.value() != expected) {
            throw RolloutException.internal("the compressed copy of " + length + " bytes decodes to something else");
        }
    }
}

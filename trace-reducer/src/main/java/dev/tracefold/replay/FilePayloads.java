/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.reducer.Payloads;
import dev.tracefold.reducer.body.BodyException;

/** The payload files of a bundle, read and parsed whenever they are asked for. */
final class FilePayloads implements Payloads {
    private static final int CHUNK = 1 << 18;

    // Files go through one buffer outside the heap; without it the runtime makes one for every file.
    private final ThreadLocal<ByteBuffer> chunks = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(CHUNK));
    private final Bundle bundle;

    FilePayloads(Bundle bundle) {
        this.bundle = bundle;
    }

    /** The file behind a reference. */
    Path find(PayloadRef ref) throws IOException, ReplayException {
        return bundle.payload(ref);
    }

    /** The bytes behind a reference whose file was there when its event was checked. */
    byte[] bytes(PayloadRef ref) throws IOException {
        try {
            return bytes(bundle.payload(ref));
        } catch (ReplayException e) {
            throw new IOException(e.error().sentence(), e);
        }
    }

    byte[] bytes(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE - 64) {
                throw new IOException(file + " is larger than two gigabytes");
            }
            byte[] bytes = new byte[(int) size];
            ByteBuffer chunk = chunks.get();
            int filled = 0;
            while (filled < bytes.length && channel.read(chunk.clear()) >= 0) {
                int read = Math.min(chunk.flip().remaining(), bytes.length - filled);
                chunk.get(bytes, filled, read);
                filled += read;
            }
            return filled == bytes.length ? bytes : Arrays.copyOf(bytes, filled);
        }
    }

    @Override
    public JsonValue json(PayloadRef ref) throws BodyException {
        try {
            return parse(bytes(ref));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonValue parse(byte[] body) throws BodyException {
        try {
            return Json.parse(body);
        } catch (MalformedJsonException e) {
            throw new BodyException(
                    BodyException.Fault.MALFORMED, "line " + e.line() + ", column " + e.column() + ": " + e.problem());
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import dev.tracefold.model.raw.PayloadRef;

/** All bodies of a translation, one behind the other, in a temporary file. May be read by any thread. */
final class BodyFile implements Closeable {
    private static final int BUFFER = 1 << 18;

    private final FileChannel channel;
    private long[] ends = new long[1 << 10];
    private int count;

    private BodyFile(FileChannel channel) {
        this.channel = channel;
    }

    static BodyFile of(RolloutTranslator translator) throws IOException {
        Path file = Files.createTempFile("tracefold-bodies-", ".tmp");
        BodyFile bodies = new BodyFile(FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        try {
            bodies.write(translator);
            return bodies;
        } catch (IOException | RuntimeException e) {
            bodies.close();
            throw e;
        }
    }

    private void write(RolloutTranslator translator) throws IOException {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        long written = 0;
        for (TranslatedEvent event = translator.next(); event != null; event = translator.next()) {
            for (TranslatedBody translated : event.bodies()) {
                byte[] body = translated.bytes();
                out.write(body);
                translated.letGo();
                written += body.length;
                if (count == ends.length) {
                    ends = Arrays.copyOf(ends, count * 2);
                }
                ends[count] = written;
                count++;
            }
        }
        out.flush();
    }

    byte[] read(PayloadRef ref) throws IOException {
        String id = ref.payloadId().value();
        int ordinal = Integer.parseInt(id.substring(id.indexOf(':') + 1));
        if (ordinal < 1 || ordinal > count) {
            throw new IOException("the rollout has changed since it was read: it has no " + id);
        }
        long start = ordinal == 1 ? 0 : ends[ordinal - 2];
        ByteBuffer body = ByteBuffer.allocate((int) (ends[ordinal - 1] - start));
        while (body.hasRemaining() && channel.read(body, start + body.position()) >= 0) {
            // Mostly it comes in one piece.
        }
        return body.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

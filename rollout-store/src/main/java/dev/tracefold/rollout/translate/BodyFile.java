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
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.PayloadRef;

/** Bodies of a translation, all or some, one behind the other, in a temporary file. May be read by any thread. */
final class BodyFile implements Closeable {
    private static final int BUFFER = 1 << 18;

    private final FileChannel channel;
    private final @Nullable BitSet some;
    private long[] ends = new long[1 << 10];
    private int count;

    private BodyFile(FileChannel channel, @Nullable BitSet some) {
        this.channel = channel;
        this.some = some;
    }

    /**
     * Writes what is left of a translation.
     *
     * @param some the ordinals of the bodies that are wanted; null for all
     */
    static BodyFile of(RolloutTranslator translator, @Nullable BitSet some) throws IOException {
        Path file = Files.createTempFile("tracefold-bodies-", ".tmp");
        BodyFile bodies = new BodyFile(
                FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE),
                some);
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
                if (holds(count + 1)) {
                    byte[] body = translated.bytes();
                    out.write(body);
                    written += body.length;
                }
                translated.letGo();
                if (count == ends.length) {
                    ends = Arrays.copyOf(ends, count * 2);
                }
                ends[count] = written;
                count++;
            }
        }
        out.flush();
    }

    /** Which body of its translation a reference names, counted from 1. */
    static int ordinal(PayloadRef ref) {
        String id = ref.payloadId().value();
        return Integer.parseInt(id.substring(id.indexOf(':') + 1));
    }

    private boolean holds(int ordinal) {
        return some == null || some.get(ordinal);
    }

    byte[] read(PayloadRef ref) throws IOException {
        int ordinal = ordinal(ref);
        if (ordinal < 1 || ordinal > count || !holds(ordinal)) {
            throw new IOException("the rollout has changed since it was read: it has no " + ref.payloadId());
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

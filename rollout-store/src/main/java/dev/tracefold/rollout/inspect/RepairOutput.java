/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.inspect;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.internal.FileOps;

/** Where a repair writes: two temporary files that get their names only when both are whole, or nowhere at all. */
abstract class RepairOutput implements Closeable {
    abstract void copy(byte[] bytes, int from, int count) throws IOException;

    abstract void quarantine(long number, long offset, byte[] bytes, int from, int count) throws IOException;

    abstract void publish() throws IOException;

    final void newline(boolean wanted) throws IOException {
        if (wanted) {
            copy(new byte[] {'\n'}, 0, 1);
        }
    }

    static RepairOutput nowhere() {
        return new RepairOutput() {
            @Override
            void copy(byte[] bytes, int from, int count) {}

            @Override
            void quarantine(long number, long offset, byte[] bytes, int from, int count) {}

            @Override
            void publish() {}

            @Override
            public void close() {}
        };
    }

    static RepairOutput create(FileOps files, Path source, Path repaired, Path quarantine) throws IOException {
        return new ToFiles(files, source, repaired, quarantine);
    }

    /** A file under a temporary name. */
    private static final class Temp implements Closeable {
        private final FileOps files;
        private final Path target;
        private final Path temp;
        private final FileChannel channel;
        final OutputStream out;

        Temp(FileOps files, Path source, Path target) throws IOException {
            this.files = files;
            this.target = target;
            this.temp = target.resolveSibling(RolloutForms.fileName(target) + ".tmp");
            files.deleteIfExists(temp);
            this.channel = files.createNew(temp, files.permissions(source));
            this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 17);
        }

        void publish() throws IOException {
            out.flush();
            files.force(channel);
            files.publish(target, temp);
            files.forceDirectory(Objects.requireNonNull(target.getParent()));
        }

        @Override
        public void close() throws IOException {
            channel.close();
            files.deleteIfExists(temp);
        }
    }

    private static final class ToFiles extends RepairOutput {
        private final FileOps files;
        private final Path source;
        private final Path quarantine;
        private final Temp copy;
        private @Nullable Temp sidecar;

        ToFiles(FileOps files, Path source, Path repaired, Path quarantine) throws IOException {
            this.files = files;
            this.source = source;
            this.quarantine = quarantine;
            this.copy = new Temp(files, source, repaired);
        }

        @Override
        void copy(byte[] bytes, int from, int count) throws IOException {
            copy.out.write(bytes, from, count);
        }

        @Override
        void quarantine(long number, long offset, byte[] bytes, int from, int count) throws IOException {
            Temp open = sidecar;
            if (open == null) {
                open = new Temp(files, source, quarantine);
                sidecar = open;
            }
            String head = "{\"line\":" + number + ",\"offset\":" + offset + ",\"length\":" + count + ",\"base64\":\"";
            open.out.write(head.getBytes(StandardCharsets.UTF_8));
            // In pieces of whole groups of three, because a line may be tens of megabytes.
            int piece = 3 << 14;
            for (int at = 0; at < count; at += piece) {
                int size = Math.min(piece, count - at);
                byte[] part = java.util.Arrays.copyOfRange(bytes, from + at, from + at + size);
                open.out.write(Base64.getEncoder().encode(part));
            }
            open.out.write("\"}\n".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        void publish() throws IOException {
            if (sidecar != null) {
                sidecar.publish();
            }
            copy.publish();
        }

        @Override
        public void close() throws IOException {
            try (Temp ignored = copy;
                    Temp alsoIgnored = sidecar) {
                // Closing deletes the temporary names.
            }
        }
    }
}

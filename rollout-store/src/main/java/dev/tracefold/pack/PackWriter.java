/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.tracefold.rollout.internal.Zstd;

/**
 * Writes the packed form of a bundle to a file. One thread reads and takes digests, a second one compresses the segment
 * before; a few segments are in memory, however large the bundle.
 */
final class PackWriter implements Closeable {
    private static final int CHUNK = 1 << 18;
    private static final int AT_ONCE = 2;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Frame(byte[] plain, int plainLength, byte[] packed) {}

    private final Path bundle;
    private final BundleListing listing;
    private final FileChannel out;
    private final PackProgress progress;
    private final int room;
    private final ExecutorService compressor;
    private final Deque<Future<Frame>> compressing = new ArrayDeque<>();
    private final Deque<byte[]> buffers = new ArrayDeque<>();
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    private final List<PackIndex.Segment> segments = new ArrayList<>();
    private byte[] segment;
    private int filled;
    private long at;
    private long position;

    private PackWriter(Path bundle, BundleListing listing, FileChannel out, PackProgress progress) {
        this.bundle = bundle;
        this.listing = listing;
        this.out = out;
        this.progress = progress;
        this.room = (int) Math.max(1, Math.min(PackFormat.SEGMENT, listing.bytes()));
        this.segment = new byte[room];
        this.compressor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "tracefold-compress");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Writes a bundle.
     *
     * @throws PackException if it is not as it was listed
     */
    static void write(Path bundle, BundleListing listing, FileChannel out, PackProgress progress) throws IOException {
        try (PackWriter writer = new PackWriter(bundle, listing, out, progress)) {
            writer.write();
        }
    }

    private void write() throws IOException {
        append(PackFormat.HEAD);
        List<PackedFile> files = new ArrayList<>();
        BundleListing.Group group = BundleListing.Group.HEAD;
        long begin = 0;
        for (BundleListing.Entry entry : listing.files()) {
            // Nobody has to decompress bodies to read the log, nor two segments for a body that fits into one.
            if (entry.group() != group || entry.size() > room - filled) {
                endSegment();
            }
            group = entry.group();
            byte[] digest = file(entry);
            files.add(new PackedFile(entry.name(), entry.size(), entry.modified(), entry.mode(), digest, begin));
            begin += entry.size();
        }
        endSegment();
        while (!compressing.isEmpty()) {
            writeFrame();
        }
        writeIndex(new PackIndex(segments, listing.directories(), files).bytes());
    }

    private void writeIndex(byte[] index) throws IOException {
        if (index.length > PackFormat.LARGEST_INDEX) {
            throw new PackException(bundle + " is not packed: it has too many files for one packed bundle");
        }
        byte[] packed = Zstd.frame(index, index.length);
        PackFormat.Footer footer = new PackFormat.Footer(at, packed.length, index.length, PackFormat.sha256(packed));
        append(packed);
        append(footer.bytes());
    }

    /** Takes a file into the segments; gives its digest. */
    private byte[] file(BundleListing.Entry entry) throws IOException {
        MessageDigest digest = PackFormat.sha256();
        long left = entry.size();
        try (FileChannel in = FileChannel.open(
                bundle.resolve(entry.name()), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (left > 0) {
                if (filled == room) {
                    endSegment();
                }
                int n = in.read(chunk.clear().limit((int) Math.min(CHUNK, Math.min(left, room - filled))));
                if (n < 0) {
                    throw BundlePacker.changed(bundle);
                }
                chunk.flip().get(segment, filled, n);
                digest.update(segment, filled, n);
                filled += n;
                left -= n;
                progress.bytes(n);
            }
            if (in.size() != entry.size()) {
                throw BundlePacker.changed(bundle);
            }
        }
        return digest.digest();
    }

    private void endSegment() throws IOException {
        if (filled == 0) {
            return;
        }
        byte[] plain = segment;
        int length = filled;
        compressing.add(compressor.submit(() -> new Frame(plain, length, Zstd.frame(plain, length))));
        if (compressing.size() > AT_ONCE) {
            writeFrame();
        }
        segment = buffers.isEmpty() ? new byte[room] : buffers.pop();
        filled = 0;
    }

    private void writeFrame() throws IOException {
        Frame frame = done(compressing.remove());
        segments.add(new PackIndex.Segment(
                at, frame.packed().length, position, frame.plainLength(), PackFormat.sha256(frame.packed())));
        append(frame.packed());
        position += frame.plainLength();
        buffers.push(frame.plain());
    }

    private Frame done(Future<Frame> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while packing " + bundle);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("compressing failed", e.getCause());
        }
    }

    private void append(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            out.write(left, at + left.position());
        }
        at += bytes.length;
    }

    @Override
    public void close() {
        compressor.shutdownNow();
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tracefold.rollout.internal.Zstd;

/**
 * The plain bytes behind the segments. Those that were asked for last stay in memory, as a session is read nearly in
 * order, and not quite. May be shared between threads.
 */
final class Segments {
    private static final long MOST_BYTES =
            Math.min(96L << 20, Runtime.getRuntime().maxMemory() / 6);

    private final Path file;
    private final FileChannel channel;
    private final List<PackIndex.Segment> segments;
    private final Map<Integer, byte[]> latest = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    Segments(Path file, FileChannel channel, List<PackIndex.Segment> segments) {
        this.file = file;
        this.channel = channel;
        this.segments = segments;
    }

    /** Copies plain bytes from a position on; the index has vouched that there are so many. */
    void read(long position, byte[] into, int offset, int length) throws IOException {
        int number = at(position);
        while (length > 0) {
            PackIndex.Segment segment = segments.get(number);
            int from = (int) (position - segment.position());
            int now = Math.min(length, segment.plainLength() - from);
            System.arraycopy(plain(number), from, into, offset, now);
            position += now;
            offset += now;
            length -= now;
            number++;
        }
    }

    /** How many bytes from a position on are in the same segment. */
    int contiguous(long position) {
        return (int) (segments.get(at(position)).end() - position);
    }

    /** Where in the packed file the segment of a position begins. */
    long packedAt(long position) {
        return segments.get(at(position)).at();
    }

    private int at(long position) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (segments.get(middle).end() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private synchronized byte[] plain(int number) throws IOException {
        byte[] known = latest.get(number);
        if (known != null) {
            return known;
        }
        PackIndex.Segment segment = segments.get(number);
        var oldest = latest.values().iterator();
        while (oldest.hasNext() && bytes + segment.plainLength() > MOST_BYTES) {
            bytes -= oldest.next().length;
            oldest.remove();
        }
        byte[] plain = load(segment);
        latest.put(number, plain);
        bytes += plain.length;
        return plain;
    }

    private byte[] load(PackIndex.Segment segment) throws IOException {
        byte[] packed = readFully(channel, file, segment.at(), segment.packedLength());
        if (!Arrays.equals(PackFormat.sha256(packed), segment.digest())) {
            throw new DamagedPackException(
                    file, segment.at(), "the segment of " + packed.length + " bytes there is not what was packed");
        }
        try {
            return Zstd.unframe(packed, segment.plainLength());
        } catch (Zstd.DamagedFrameException e) {
            throw new DamagedPackException(file, segment.at(), String.valueOf(e.getMessage()));
        }
    }

    static byte[] readFully(FileChannel channel, Path file, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new DamagedPackException(file, at + bytes.position(), "the file ends there, too early");
            }
        }
        return bytes.array();
    }
}

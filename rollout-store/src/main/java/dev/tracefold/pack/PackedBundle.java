/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.internal.Zstd;

/**
 * A packed bundle, opened. Only the segments in which a wanted file lies are read. Whatever is given is what was packed:
 * damage is an exception that names the place. May be shared between threads.
 */
public final class PackedBundle implements Closeable {
    private static final int CHUNK = 1 << 18;

    private final Path path;
    private final FileChannel channel;
    private final PackIndex index;
    private final Segments segments;
    private final Map<String, PackedFile> filesByName = new HashMap<>();

    private PackedBundle(Path path, FileChannel channel, PackIndex index) {
        this.path = path;
        this.channel = channel;
        this.index = index;
        this.segments = new Segments(path, channel, index.segments());
        index.files().forEach(file -> filesByName.put(file.name(), file));
    }

    /**
     * Opens a packed bundle and reads its index.
     *
     * @throws DamagedPackException if it is none, or its index is not what was written
     */
    public static PackedBundle open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return open(path, channel);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /** The same, through a channel that is open already and is closed with the bundle. */
    static PackedBundle open(Path path, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < PackFormat.HEAD.length + PackFormat.FOOTER) {
            throw new DamagedPackException(path, size, "the file ends there, which is too early for a packed bundle");
        }
        byte[] head = Segments.readFully(channel, path, 0, PackFormat.HEAD.length);
        if (!Arrays.equals(head, PackFormat.HEAD)) {
            throw new DamagedPackException(path, 0, "no packed bundle begins like this");
        }
        long footerAt = size - PackFormat.FOOTER;
        PackFormat.Footer footer = footer(path, footerAt, channel);
        byte[] packed = Segments.readFully(channel, path, footer.indexAt(), footer.packedLength());
        if (!Arrays.equals(PackFormat.sha256(packed), footer.digest())) {
            throw new DamagedPackException(path, footer.indexAt(), "the index there is not what was written");
        }
        try {
            byte[] plain = Zstd.unframe(packed, footer.plainLength());
            return new PackedBundle(path, channel, PackIndexReader.read(plain, footer.indexAt()));
        } catch (Zstd.DamagedFrameException | PackIndexReader.WrongIndexException e) {
            throw new DamagedPackException(path, footer.indexAt(), String.valueOf(e.getMessage()));
        }
    }

    private static PackFormat.Footer footer(Path path, long at, FileChannel channel) throws IOException {
        byte[] bytes = Segments.readFully(channel, path, at, PackFormat.FOOTER);
        int tailAt = PackFormat.FOOTER - PackFormat.TAIL.length;
        if (!Arrays.equals(bytes, tailAt, bytes.length, PackFormat.TAIL, 0, PackFormat.TAIL.length)) {
            throw new DamagedPackException(
                    path, at + tailAt, "no packed bundle ends like this; the file was cut off, or is none");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long indexAt = in.getLong();
        int packedLength = in.getInt();
        int plainLength = in.getInt();
        byte[] digest = new byte[PackFormat.DIGEST];
        in.get(digest);
        int version = in.getInt();
        if (in.getInt() != PackFormat.checksum(bytes)) {
            throw new DamagedPackException(path, at, "the footer there is not what was written");
        }
        if (version != PackFormat.VERSION) {
            throw new DamagedPackException(
                    path, at, "version " + version + " of the format, and this program reads " + PackFormat.VERSION);
        }
        if (indexAt < PackFormat.HEAD.length || packedLength <= 0 || indexAt != at - packedLength) {
            throw new DamagedPackException(path, at, "the index does not lie right before the footer");
        }
        if (plainLength <= 0 || plainLength > PackFormat.LARGEST_INDEX) {
            throw new DamagedPackException(
                    path, at, "an index of " + Integer.toUnsignedString(plainLength) + " bytes, which none has");
        }
        return new PackFormat.Footer(indexAt, packedLength, plainLength, digest);
    }

    /** The packed file. */
    public Path path() {
        return path;
    }

    /** Its files, in the order in which they are packed. */
    public List<PackedFile> files() {
        return List.copyOf(index.files());
    }

    List<PackedDirectory> directories() {
        return index.directories();
    }

    /** One file; null if there is none of that name. */
    public @Nullable PackedFile find(String name) {
        return filesByName.get(name);
    }

    /** Whether something of that name is a directory. */
    public boolean isDirectory(String name) {
        return index.directories().stream()
                .anyMatch(directory -> directory.name().equals(name));
    }

    /** How many bytes its files have. */
    public long plainBytes() {
        return index.segments().stream()
                .mapToLong(PackIndex.Segment::plainLength)
                .sum();
    }

    /**
     * The bytes of one file.
     *
     * @throws IOException if they are damaged, or more than memory should hold
     */
    public byte[] read(PackedFile file) throws IOException {
        if (file.size() > Math.min(Integer.MAX_VALUE - 64, Runtime.getRuntime().maxMemory() / 3)) {
            throw new IOException(path + ": " + file.name() + " has " + file.size()
                    + " bytes, which is more than there is memory for: unpack the bundle, or give Java more memory");
        }
        byte[] bytes = new byte[(int) file.size()];
        if (bytes.length > 0) {
            segments.read(file.position(), bytes, 0, bytes.length);
        }
        return bytes;
    }

    /** The bytes of one file, as they are wanted. */
    public InputStream stream(PackedFile file) {
        return new PackedStream(segments, file);
    }

    /** Sees the plain bytes of a file go by. The buffer is only valid during the call. */
    interface PlainBytes {
        void accept(byte[] buffer, int length) throws IOException;
    }

    /** Gives all bytes of a file to somebody, and proves by its digest that they are what was packed. */
    void copy(PackedFile file, PlainBytes to) throws IOException {
        MessageDigest digest = PackFormat.sha256();
        byte[] buffer = new byte[(int) Math.min(CHUNK, Math.max(1, file.size()))];
        try (InputStream in = stream(file)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                to.accept(buffer, n);
            }
        }
        if (!MessageDigest.isEqual(digest.digest(), file.digest())) {
            throw new DamagedPackException(
                    path, packedAt(file), file.name() + ", which is packed there, does not have its digest");
        }
    }

    private long packedAt(PackedFile file) {
        return file.size() == 0 ? PackFormat.HEAD.length : segments.packedAt(file.position());
    }

    /**
     * Reads everything and compares each file with its digest.
     *
     * @throws DamagedPackException at the first that differs
     */
    public void verify() throws IOException {
        verify(PackProgress.NONE);
    }

    void verify(PackProgress progress) throws IOException {
        for (PackedFile file : index.files()) {
            copy(file, (buffer, length) -> progress.bytes(length));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

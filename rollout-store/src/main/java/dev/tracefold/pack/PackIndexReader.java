/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads an index that anybody may have made: what it says has to add up, and its names have to stay inside. */
final class PackIndexReader {
    private static final int SEGMENT_BYTES = 4 + 4 + PackFormat.DIGEST;
    private static final int STAMP_BYTES = 8 + 4 + 2;
    private static final int DIRECTORY_BYTES = 2 + STAMP_BYTES;
    private static final int FILE_BYTES = 2 + STAMP_BYTES + 8 + PackFormat.DIGEST;

    private final ByteBuffer in;
    private final Set<String> directoryNames = new HashSet<>();
    private final Set<String> fileNames = new HashSet<>();

    private PackIndexReader(byte[] index) {
        in = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** An index that cannot be true. */
    static final class WrongIndexException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongIndexException(String problem) {
            super(problem, null, false, false);
        }
    }

    /**
     * Reads an index.
     *
     * @param end where the segments end in the packed file
     */
    static PackIndex read(byte[] index, long end) throws WrongIndexException {
        PackIndexReader reader = new PackIndexReader(index);
        try {
            List<PackIndex.Segment> segments = reader.segments(end);
            List<PackedDirectory> directories = reader.directories();
            List<PackedFile> files = reader.files(
                    segments.isEmpty() ? 0 : segments.get(segments.size() - 1).end());
            if (reader.in.hasRemaining()) {
                throw reader.wrong("there is more behind its last file");
            }
            return new PackIndex(segments, directories, files);
        } catch (BufferUnderflowException e) {
            throw reader.wrong("it ends too early");
        }
    }

    private WrongIndexException wrong(String problem) {
        return new WrongIndexException("byte " + in.position() + " of the index: " + problem);
    }

    /** How many follow; never more than there can be, so that nobody's number is taken for memory. */
    private int count(int leastBytes) throws WrongIndexException {
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / leastBytes) {
            throw wrong("it has no room for " + Integer.toUnsignedString(count) + " entries");
        }
        return count;
    }

    private List<PackIndex.Segment> segments(long end) throws WrongIndexException {
        int count = count(SEGMENT_BYTES);
        List<PackIndex.Segment> segments = new ArrayList<>(count);
        long at = PackFormat.HEAD.length;
        long position = 0;
        for (int i = 0; i < count; i++) {
            int packed = in.getInt();
            int plain = in.getInt();
            if (packed <= 0 || packed > end - at) {
                throw wrong("segment " + (i + 1) + " does not lie before the index");
            }
            if (plain <= 0 || plain > PackFormat.LARGEST_SEGMENT) {
                throw wrong("segment " + (i + 1) + " has " + Integer.toUnsignedString(plain)
                        + " bytes, and may have 1 to " + PackFormat.LARGEST_SEGMENT);
            }
            segments.add(new PackIndex.Segment(at, packed, position, plain, digest()));
            at += packed;
            position += plain;
        }
        if (at != end) {
            throw wrong("the segments end at byte " + at + " of the file, the index begins at " + end);
        }
        return segments;
    }

    private List<PackedDirectory> directories() throws WrongIndexException {
        int count = count(DIRECTORY_BYTES);
        List<PackedDirectory> directories = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = text();
            if (i == 0 ? !name.isEmpty() : !isInside(name)) {
                throw wrong("'" + name + "' is no name for " + (i == 0 ? "the bundle" : "a directory in it"));
            }
            if (!directoryNames.add(name)) {
                throw wrong("'" + name + "' is there twice");
            }
            directories.add(new PackedDirectory(name, instant(), mode()));
        }
        if (count == 0) {
            throw wrong("the bundle itself is missing");
        }
        return directories;
    }

    private List<PackedFile> files(long plainBytes) throws WrongIndexException {
        int count = count(FILE_BYTES);
        List<PackedFile> files = new ArrayList<>(count);
        long position = 0;
        for (int i = 0; i < count; i++) {
            String name = text();
            if (!isInside(name)) {
                throw wrong("'" + name + "' is no name for a file in the bundle");
            }
            if (!fileNames.add(name) || directoryNames.contains(name)) {
                throw wrong("'" + name + "' is there twice");
            }
            Instant modified = instant();
            int mode = mode();
            long size = in.getLong();
            if (size < 0 || size > plainBytes - position) {
                throw wrong("'" + name + "' has " + Long.toUnsignedString(size) + " bytes, and there are only "
                        + (plainBytes - position) + " left");
            }
            files.add(new PackedFile(name, size, modified, mode, digest(), position));
            position += size;
        }
        if (position != plainBytes) {
            throw wrong("the files have " + position + " bytes, the segments " + plainBytes);
        }
        return files;
    }

    /** Whether a name stays inside, is written in the one way that there is, and its directory came before. */
    private boolean isInside(String name) {
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
                return false;
            }
        }
        return directoryNames.contains(name.substring(0, Math.max(0, name.lastIndexOf('/'))));
    }

    private String text() throws WrongIndexException {
        int length = Short.toUnsignedInt(in.getShort());
        if (length > PackFormat.LONGEST_NAME) {
            throw wrong("a name of " + length + " bytes");
        }
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        try {
            String text =
                    UTF_8.newDecoder().decode(in.slice(in.position(), length)).toString();
            in.position(in.position() + length);
            return text;
        } catch (CharacterCodingException e) {
            throw wrong("a name that is not UTF-8");
        }
    }

    private Instant instant() throws WrongIndexException {
        long seconds = in.getLong();
        int nanos = in.getInt();
        try {
            if (nanos >= 0 && nanos < 1_000_000_000) {
                return Instant.ofEpochSecond(seconds, nanos);
            }
        } catch (DateTimeException beyondTime) {
            // The same answer as for the others.
        }
        throw wrong("no moment in time");
    }

    private int mode() throws WrongIndexException {
        int mode = Short.toUnsignedInt(in.getShort());
        if (!Modes.isMode(mode)) {
            throw wrong("no mode of a file: " + mode);
        }
        return mode;
    }

    private byte[] digest() {
        byte[] digest = new byte[PackFormat.DIGEST];
        in.get(digest);
        return digest;
    }
}

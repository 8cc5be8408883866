/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;

/**
 * What is in a packed bundle. Segments and files lie one behind the other without gaps, so the index tells lengths only:
 * what does not say where it is cannot point anywhere else.
 *
 * @param segments in the order of the file
 * @param directories each behind the one that it is in; the bundle itself first
 * @param files in the order of their bytes
 */
record PackIndex(List<Segment> segments, List<PackedDirectory> directories, List<PackedFile> files) {

    /**
     * A stretch of the plain bytes of all files, compressed by itself.
     *
     * @param at where it begins in the packed file
     * @param position where it begins among the plain bytes
     * @param digest the SHA-256 of what is packed; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Segment(long at, int packedLength, long position, int plainLength, byte[] digest) {
        long end() {
            return position + plainLength;
        }
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(Integer.reverseBytes(segments.size()));
            for (Segment segment : segments) {
                out.writeInt(Integer.reverseBytes(segment.packedLength()));
                out.writeInt(Integer.reverseBytes(segment.plainLength()));
                out.write(segment.digest());
            }
            out.writeInt(Integer.reverseBytes(directories.size()));
            for (PackedDirectory directory : directories) {
                name(out, directory.name());
                stamp(out, directory.modified(), directory.mode());
            }
            out.writeInt(Integer.reverseBytes(files.size()));
            for (PackedFile file : files) {
                name(out, file.name());
                stamp(out, file.modified(), file.mode());
                out.writeLong(Long.reverseBytes(file.size()));
                out.write(file.digest());
            }
        }
        return bytes.toByteArray();
    }

    private static void name(DataOutputStream out, String name) throws IOException {
        ByteBuffer utf8 = UTF_8.encode(name);
        out.writeShort(Short.reverseBytes((short) utf8.remaining()));
        out.write(utf8.array(), utf8.arrayOffset(), utf8.remaining());
    }

    private static void stamp(DataOutputStream out, Instant modified, int mode) throws IOException {
        ByteBuffer stamp = ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN);
        stamp.putLong(modified.getEpochSecond()).putInt(modified.getNano()).putShort((short) mode);
        out.write(stamp.array());
    }
}

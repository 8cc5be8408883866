/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;

/** The numbers of the format, and its footer. */
final class PackFormat {
    static final int VERSION = 1;
    static final byte[] HEAD = "TFBUNDLE".getBytes(US_ASCII);
    static final byte[] TAIL = "TFBUNEND".getBytes(US_ASCII);
    static final int DIGEST = 32;

    /** Index at, packed length, plain length, digest of what is packed, version, checksum, tail. */
    static final int FOOTER = 8 + 4 + 4 + DIGEST + 4 + 4 + TAIL.length;

    private static final int CHECKED = FOOTER - TAIL.length - 4;

    /** What a writer puts into a segment: larger ones compress better, smaller ones are read faster. */
    static final int SEGMENT = 16 << 20;

    /** What a reader is ready to hold in memory for one. */
    static final int LARGEST_SEGMENT = 64 << 20;

    static final int LARGEST_INDEX = 32 << 20;
    static final int LONGEST_NAME = 4096;

    private PackFormat() {}

    /** Where the index lies, and what it is. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Footer(long indexAt, int packedLength, int plainLength, byte[] digest) {
        byte[] bytes() {
            ByteBuffer footer = ByteBuffer.allocate(FOOTER).order(ByteOrder.LITTLE_ENDIAN);
            footer.putLong(indexAt)
                    .putInt(packedLength)
                    .putInt(plainLength)
                    .put(digest)
                    .putInt(VERSION);
            return footer.putInt(checksum(footer.array())).put(TAIL).array();
        }
    }

    /** What is checked of the footer, as it stands before its checksum. */
    static int checksum(byte[] footer) {
        CRC32C crc = new CRC32C();
        crc.update(footer, 0, CHECKED);
        return (int) crc.getValue();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * 64 bits that tell bytes from others that they have become by accident: two checksums that have nothing to do with each
 * other, nor with that of the frame. Processors have instructions for both; a digest that also withstands an opponent
 * would take as long as the compression, and there is none between two looks at the same file. Belongs to one thread.
 */
final class Fingerprint {
    private final CRC32 crc32 = new CRC32();
    private final CRC32C crc32c = new CRC32C();

    void update(ByteBuffer bytes) {
        crc32.update(bytes.duplicate());
        crc32c.update(bytes);
    }

    long value() {
        return crc32.getValue() << 32 | crc32c.getValue();
    }
}

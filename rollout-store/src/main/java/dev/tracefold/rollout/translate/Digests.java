/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Tells pieces of JSON apart, so that none need be kept to be recognised. */
final class Digests {
    private Digests() {}

    /** The digest of a piece; that of another is another, but once in a very long while. */
    static long of(Slice json) {
        CRC32 one = new CRC32();
        one.update(json.bytes(), json.from(), json.length());
        CRC32C other = new CRC32C();
        other.update(json.bytes(), json.from(), json.length());
        return (one.getValue() << 32 | other.getValue()) ^ json.length();
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.inspect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A fast 64-bit hash of bytes, good enough to tell items apart for a statistic; no defence against an attacker. */
final class Hash64 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;

    private Hash64() {}

    static long of(byte[] bytes, int start, int length) {
        long hash = PRIME_2 ^ length;
        int end = start + length;
        int at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = Long.rotateLeft(hash ^ ((long) LONGS.get(bytes, at) * PRIME_1), 27) * PRIME_2;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ (bytes[at] * PRIME_1), 11) * PRIME_2;
        }
        hash ^= hash >>> 32;
        hash *= PRIME_1;
        return hash ^ (hash >>> 29);
    }
}

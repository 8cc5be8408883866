/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import java.util.function.LongConsumer;

/**
 * How rollouts are opened.
 *
 * @param smallest of a plain file with fewer bytes, none can be read again; nor can so many at the beginning of a compressed
 *     rollout
 * @param read hears how many bytes more were read, as they lie on the disk; called by the thread that reads
 */
public record Opening(long smallest, LongConsumer read) {
    /** For who reads everything once. */
    public static final Opening ONCE = new Opening(Long.MAX_VALUE);

    /** Nobody hears of it. */
    public Opening(long smallest) {
        this(smallest, bytes -> {});
    }

    /** The same, but nobody hears of it. */
    public Opening silent() {
        return new Opening(smallest);
    }
}

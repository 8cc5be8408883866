/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.pack;

/** Hears how far it is. */
@FunctionalInterface
public interface PackProgress {
    /** Nobody listens. */
    PackProgress NONE = bytes -> {};

    /** So many plain bytes more have been read, written or compared. Each is counted twice: going in, and when proved. */
    void bytes(long bytes);
}

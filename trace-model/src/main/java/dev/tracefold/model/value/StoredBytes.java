/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.value;

import java.io.IOException;

/**
 * Bytes outside memory that were read once and can be read again: a file of which nothing is changed but its end. May be
 * shared between threads.
 */
public interface StoredBytes {
    /** Somebody relies on reading them again: they must be there for as long as this object is. */
    void keep();

    /**
     * Fills a part of an array with the bytes from a position on.
     *
     * @throws IOException if they cannot be read, or are not there any more
     */
    void read(long position, byte[] target, int from, int length) throws IOException;
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.value;

/** Where long texts come from while JSON is read: whoever reads much that says the same may give one that it has. */
@FunctionalInterface
public interface LongTexts {
    /** The text that is a part of an array, as {@link LongText#ofWritten(byte[], int, int)} takes it. */
    LongText of(byte[] json, int from, int to);

    /**
     * The text that is a part of an array too, but is not written as it would be here.
     *
     * @param here how it would be
     */
    default LongText of(byte[] json, int from, int to, byte[] here) {
        return of(here, 0, here.length);
    }

    /**
     * Where the text has ended whose first byte is there, if somebody has looked already, and if it can be given to
     * {@link #of}; else -1.
     */
    default int end(int from) {
        return -1;
    }
}

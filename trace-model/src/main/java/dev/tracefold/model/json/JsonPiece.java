/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.Place;

/**
 * A value of JSON within an array that nobody writes to any more. The same piece may stand in many texts, so whoever reads
 * it may leave what that gave, and need not read it again. May be shared between threads: what is left must be immutable,
 * and two threads may both find that nothing was.
 */
public interface JsonPiece {
    /** The array; not to be written to. */
    byte[] bytes();

    /** Where in the array it begins. */
    int from();

    /** Where it has ended. */
    int to();

    /** Where the array came from, if it can be read there again. */
    default @Nullable Place place() {
        return null;
    }

    /** Where the long texts of the array are known to be. */
    default LongPlaces longTexts() {
        return LongPlaces.NONE;
    }

    /** What somebody left. */
    @Nullable
    Object left();

    /** Leaves something, in place of what was left before. */
    void leave(Object read);
}

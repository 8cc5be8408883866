/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.value;

import java.util.Objects;

/** Where an array of bytes came from, beginning with its first. */
public record Place(StoredBytes stored, long position) {
    public Place {
        Objects.requireNonNull(stored, "stored");
    }

    /** The place of the byte so many behind. */
    public Place behind(int bytes) {
        return bytes == 0 ? this : new Place(stored, position + bytes);
    }
}

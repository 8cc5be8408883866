/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.io.IOException;

/** Both directions of one type's JSON. Immutable and safe to share. */
interface Codec<T> {
    /** Reads a value whose first token is the current one, and leaves its last token current. */
    T read(JsonIn in) throws IOException, MalformedJsonException;

    void write(JsonOut out, T value) throws IOException;
}

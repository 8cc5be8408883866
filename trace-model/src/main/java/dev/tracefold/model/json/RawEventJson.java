/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import dev.tracefold.model.raw.RawTraceEvent;

/** Lines of the log. All methods may be called from any thread. */
public final class RawEventJson {
    private RawEventJson() {}

    /**
     * Reads one line, without its end.
     *
     * @param line where it stands in its log, counted from 1; messages name it
     * @throws UnsupportedSchemaException if it is JSON of another version
     * @throws MalformedJsonException if it is no JSON or no event
     */
    public static RawTraceEvent read(byte[] utf8, int from, int to, long line) throws MalformedJsonException {
        return Versioned.read(EventCodecs.EVENT, utf8, from, to, line);
    }

    /**
     * Writes one line, its end included.
     *
     * @throws IllegalArgumentException if a text of the event holds a lone surrogate, which JSON cannot carry
     */
    public static byte[] toLine(RawTraceEvent event) {
        return Versioned.write(EventCodecs.EVENT, event, false);
    }
}

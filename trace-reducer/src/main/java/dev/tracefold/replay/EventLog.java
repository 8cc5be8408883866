/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.ReductionError;

/** The events of a session, one after the other. Belongs to one thread. */
public interface EventLog extends Closeable {
    /**
     * The log of a bundle, line by line; blank lines are skipped. A last line without its end that is no event was torn
     * when its recorder died: it is an ending, not an error.
     *
     * @param lines is closed with the log
     */
    static EventLog of(InputStream lines) {
        return new LineLog(new LogLines(lines));
    }

    /**
     * Moves to the next event, or to what should have been one.
     *
     * @return false at the end of the log
     * @throws IOException if the log cannot be read
     */
    boolean advance() throws IOException;

    /** The event; null if there is none where the log stands. */
    @Nullable
    RawTraceEvent event();

    /** Why there is no event; null if there is one. */
    @Nullable
    ReductionError problem();

    /** The line, counted from 1 with blank ones. */
    long line();

    /** Whether the log ended with a torn line. */
    boolean torn();
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The feed of a log that grows: what is there already is read ahead, which for a long session takes a fraction of the time;
 * what comes later is read when it is asked for.
 */
final class LiveFeed implements EventFeed {
    private final EventFeed later;
    private @Nullable EventFeed ahead;

    private LiveFeed(EventFeed ahead, EventFeed later) {
        this.ahead = ahead;
        this.later = later;
    }

    static EventFeed open(EventLog log, TraceSource source) {
        return new LiveFeed(ReadAhead.of(log, source), EventFeed.of(log, source));
    }

    @Override
    public @Nullable Line next() throws IOException {
        if (ahead != null) {
            Line line = ahead.next();
            if (line != null) {
                return line;
            }
            // It has come to the end so far, and does not touch the log any more. To close it would close the log.
            ahead = null;
        }
        return later.next();
    }

    @Override
    public long tornLine() {
        return ahead == null ? later.tornLine() : ahead.tornLine();
    }

    @Override
    public void close() throws IOException {
        if (ahead == null) {
            later.close();
        } else {
            ahead.close();
        }
    }
}

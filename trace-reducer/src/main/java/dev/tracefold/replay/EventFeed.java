/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.Payloads;
import dev.tracefold.reducer.ReductionError;

/** What a replay folds: the lines of a log, each with the bodies that it needs. Belongs to one thread. */
interface EventFeed extends Closeable {
    /**
     * One line that is not blank.
     *
     * @param event absent if the line is none
     * @param problem why the line is no event
     * @param missing the first payload of the event that cannot be opened
     */
    record Line(
            long number,
            @Nullable RawTraceEvent event,
            @Nullable ReductionError problem,
            @Nullable ReductionError missing,
            Payloads payloads) {

        /** The line at which a log stands. Its payloads are looked for now, in the order of the event. */
        static Line of(EventLog log, SourcePayloads bodies) throws IOException {
            RawTraceEvent event = log.event();
            Payloads payloads = bodies;
            ReductionError missing = null;
            if (event != null) {
                EventPayloads own = new EventPayloads(bodies);
                missing = own.find(event, log.line());
                payloads = own;
            }
            return new Line(log.line(), event, log.problem(), missing, payloads);
        }
    }

    /** The next line; null at the end of the log. */
    @Nullable
    Line next() throws IOException;

    /** The line that was torn, once the end has been reached; 0 if none was. */
    long tornLine();

    /** The plain feed: line by line, and bodies when they are asked for. */
    static EventFeed plain(TraceSource source) throws IOException, ReplayException {
        return of(source.events(), source);
    }

    /** The same for a log that is open already. */
    static EventFeed of(EventLog log, TraceSource source) {
        SourcePayloads bodies = new SourcePayloads(source);
        return new EventFeed() {
            @Override
            public @Nullable Line next() throws IOException {
                return log.advance() ? Line.of(log, bodies) : null;
            }

            @Override
            public long tornLine() {
                return log.torn() ? log.line() : 0;
            }

            @Override
            public void close() throws IOException {
                log.close();
            }
        };
    }
}

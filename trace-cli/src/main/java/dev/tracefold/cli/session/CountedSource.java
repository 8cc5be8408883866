/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;

/** A session of which somebody sees how far it was read. */
record CountedSource(TraceSource session, Progress progress) implements TraceSource {
    @Override
    public Path location() {
        return session.location();
    }

    @Override
    public TraceManifest manifest() {
        return session.manifest();
    }

    @Override
    public EventLog events() throws IOException, ReplayException {
        return new Log(session.events(), progress);
    }

    @Override
    public Payload payload(PayloadRef ref) throws IOException, ReplayException {
        return session.payload(ref);
    }

    @Override
    public void close() throws IOException {
        session.close();
    }

    private record Log(EventLog events, Progress progress) implements EventLog {
        @Override
        public boolean advance() throws IOException {
            boolean more = events.advance();
            if (more) {
                progress.step();
            }
            return more;
        }

        @Override
        public @Nullable RawTraceEvent event() {
            return events.event();
        }

        @Override
        public @Nullable ReductionError problem() {
            return events.problem();
        }

        @Override
        public long line() {
            return events.line();
        }

        @Override
        public boolean torn() {
            return events.torn();
        }

        @Override
        public void close() throws IOException {
            events.close();
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.io.IOException;
import java.nio.file.Path;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.ReplayResult;
import dev.tracefold.replay.TraceSource;

/** A session that is complete, in whatever form it lies. */
final class RecordedSession implements ShownSession {
    private final TraceSource source;
    private final Snapshot snapshot;

    private RecordedSession(TraceSource source, Snapshot snapshot) {
        this.source = source;
        this.snapshot = snapshot;
    }

    static RecordedSession open(TraceSource source) throws IOException, ReplayException {
        // Whether there is a log is best asked first: nothing else ends a salvage.
        source.events().close();
        long[] lastSeq = {0};
        ReplayResult result =
                Replay.salvage(() -> new KeptOpen(source)).run((event, state) -> lastSeq[0] = event.seq());
        if (!result.ok()) {
            throw new IOException(result.error().toString());
        }
        return new RecordedSession(
                source,
                new Snapshot(source.manifest(), result.graph(), result.events(), lastSeq[0], result.diagnostics()));
    }

    @Override
    public void advance() {
        // There is nothing more.
    }

    @Override
    public long lastSeq() {
        return snapshot.lastSeq();
    }

    @Override
    public boolean grows() {
        return false;
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public byte[] payload(PayloadRef ref) throws IOException, ReplayException {
        return source.payload(ref).bytes();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** A replay closes what it opened; here the bodies are wanted afterwards. */
    private record KeptOpen(TraceSource source) implements TraceSource {
        @Override
        public Path location() {
            return source.location();
        }

        @Override
        public TraceManifest manifest() {
            return source.manifest();
        }

        @Override
        public EventLog events() throws IOException, ReplayException {
            return source.events();
        }

        @Override
        public Payload payload(PayloadRef ref) throws IOException, ReplayException {
            return source.payload(ref);
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.TraceReducer;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.Diagnostic;
import dev.tracefold.replay.LiveReplay;
import dev.tracefold.replay.ReplayException;

/** A bundle that may still be written to. One thread at a time folds what has come; bodies are read beside it. */
final class LiveSession implements ShownSession {
    private final Bundle bundle;
    private final LiveReplay replay;
    private final List<Diagnostic> noticed = new ArrayList<>();
    private long lines;
    private long events;
    private long lastSeq;
    private boolean ended;
    private long linesOfShown = -1;
    private @Nullable Snapshot shown;

    private LiveSession(Bundle bundle, LiveReplay replay) {
        this.bundle = bundle;
        this.replay = replay;
    }

    static LiveSession open(Bundle bundle) throws IOException, ReplayException {
        LiveSession session = new LiveSession(bundle, LiveReplay.open(bundle));
        try {
            session.advance();
            return session;
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public synchronized void advance() throws IOException {
        try {
            replay.poll().forEach(this::take);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void take(LiveReplay.Line line) {
        lines++;
        noticed.addAll(line.noticed());
        RawTraceEvent event = line.event();
        if (event != null) {
            events++;
            lastSeq = event.seq();
            ended = event.payload() instanceof RawEventPayload.RolloutEnded;
        }
    }

    @Override
    public synchronized long lastSeq() {
        return lastSeq;
    }

    /** A recorder that says the session has ended writes nothing more. */
    @Override
    public synchronized boolean grows() {
        return !ended;
    }

    @Override
    public synchronized Snapshot snapshot() {
        Snapshot last = shown;
        if (last == null || linesOfShown != lines) {
            // Finished, so that a session that has stopped looks as its report does; the next events go on from the
            // state before.
            last = new Snapshot(
                    bundle.manifest(), TraceReducer.finish(replay.state()).graph(), events, lastSeq, noticed);
            shown = last;
            linesOfShown = lines;
        }
        return last;
    }

    @Override
    public byte[] payload(PayloadRef ref) throws IOException, ReplayException {
        return bundle.payload(ref).bytes();
    }

    @Override
    public synchronized void close() throws IOException {
        replay.close();
    }
}

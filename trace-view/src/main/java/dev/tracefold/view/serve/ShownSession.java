/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.io.Closeable;
import java.io.IOException;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;

/** A session that people look at: folded as far as it goes, what cannot be folded left out. Several threads may ask it. */
interface ShownSession extends Closeable {
    /**
     * Opens a session. A plain bundle may still be written to; of other forms, what is there is all.
     *
     * @throws ReplayException if there is none that can be read
     */
    static ShownSession open(TraceSource.Opener opener) throws IOException, ReplayException {
        TraceSource source = opener.open();
        try {
            return source instanceof Bundle bundle ? LiveSession.open(bundle) : RecordedSession.open(source);
        } catch (IOException | ReplayException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** Takes in what was written since anybody asked; that is all this costs. */
    void advance() throws IOException;

    /** The seq of the last event that was taken in; 0 if there was none. */
    long lastSeq();

    /** Whether more may come. */
    boolean grows();

    /** How it stands after the last advance; the graph is made when there is something new to it. */
    Snapshot snapshot();

    /**
     * The body behind a reference.
     *
     * @throws ReplayException if it is not in the session
     */
    byte[] payload(PayloadRef ref) throws IOException, ReplayException;
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.nio.file.Path;

/** Records. */
record RecordingTraceRecorder(Session session, Path bundle, ThreadTrace rootThread) implements TraceRecorder {
    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public Losses losses() {
        return session.boundary().losses();
    }

    @Override
    public void close() {
        session.boundary().run("the end of the log", session::close);
    }
}

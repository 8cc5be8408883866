/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Records one session into one bundle, as well as it can. */
public sealed interface TraceRecorder extends AutoCloseable permits RecordingTraceRecorder, NoopTraceRecorder {
    /** The environment variable that names the directory for bundles. */
    String ROOT_VARIABLE = "CODEX_ROLLOUT_TRACE_ROOT";

    /** A recorder with the default configuration, if {@link #ROOT_VARIABLE} names a directory; else a disabled one. */
    static TraceRecorder fromEnvironment(SessionMetadata metadata) {
        return fromEnvironment(metadata, RecorderConfig.defaults());
    }

    /** A recorder, if {@link #ROOT_VARIABLE} names a directory, which is made if it is not there; else a disabled one. */
    static TraceRecorder fromEnvironment(SessionMetadata metadata, RecorderConfig config) {
        return RecorderStart.fromEnvironment(System::getenv, metadata, config);
    }

    /**
     * Begins a bundle {@code trace-<trace id>-<root thread id>} in that directory. Where that fails, the recorder is a
     * disabled one whose losses say so.
     */
    static TraceRecorder start(Path root, SessionMetadata metadata, RecorderConfig config) {
        return RecorderStart.start(root, metadata, config);
    }

    /** The recorder that records nothing. */
    static TraceRecorder disabled() {
        return NoopTraceRecorder.DISABLED;
    }

    /** Whether it records. */
    boolean isEnabled();

    /** Where the bundle is, if there is one. */
    @Nullable
    Path bundle();

    /** The session's root thread, whose start is recorded already. */
    ThreadTrace rootThread();

    /** What was not recorded so far. */
    Losses losses();

    /** Ends the recording: what comes later is lost. Says nothing about the session, which may have ended or not. */
    @Override
    void close();
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Records nothing. */
record NoopTraceRecorder(Losses losses) implements TraceRecorder {
    static final NoopTraceRecorder DISABLED = new NoopTraceRecorder(new Losses());

    @Override
    public boolean isEnabled() {
        return false;
    }

    @Override
    public @Nullable Path bundle() {
        return null;
    }

    @Override
    public ThreadTrace rootThread() {
        return NoopThreadTrace.INSTANCE;
    }

    @Override
    public void close() {}
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The writer takes no more. What it has written so far is a bundle that replays. */
public final class WriterStoppedException extends IOException {
    private static final long serialVersionUID = 1;

    /** What stopped it. */
    public enum Reason {
        /** It was closed. */
        CLOSED("the trace writer is closed"),
        /** An append failed and may have left a fragment, behind which nothing can be written. */
        FAILED("the trace writer stopped for good when an append failed"),
        /** The next piece would have taken the bundle above its cap. */
        FULL("the trace writer stopped for good at the size cap of the bundle");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }
    }

    private final Reason reason;

    WriterStoppedException(Reason reason, long lastSeq, @Nullable Throwable cause) {
        super(
                reason.sentence + "; the last event is seq " + lastSeq
                        + (cause == null ? "" : ": " + cause.getMessage()),
                cause);
        this.reason = reason;
    }

    /** What stopped it. */
    public Reason reason() {
        return reason;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import java.io.IOException;
import java.util.Locale;

import dev.tracefold.model.raw.PayloadKind;

/** A body could not be made into JSON. Nothing of it was written, and the writer goes on. */
public final class PayloadException extends IOException {
    private static final long serialVersionUID = 1;

    /** Where it went wrong. */
    public enum Step {
        /** The redactor threw, or gave nothing back. */
        REDACT,
        /** The body would not become JSON. */
        SERIALISE
    }

    private final PayloadKind kind;
    private final Step step;

    PayloadException(PayloadKind kind, Step step, Throwable cause) {
        super(
                (step == Step.REDACT ? "redacting" : "serialising") + " a body of kind "
                        + kind.name().toLowerCase(Locale.ROOT) + " failed: " + cause,
                cause);
        this.kind = kind;
        this.step = step;
    }

    /** What the body was to be. */
    public PayloadKind kind() {
        return kind;
    }

    /** Where it went wrong. */
    public Step step() {
        return step;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

import dev.tracefold.writer.PayloadException;
import dev.tracefold.writer.WriterStoppedException;

/**
 * The one place between recording and the host: whatever is thrown ends here and is counted.
 *
 * <p>Only a broken virtual machine goes through. Running out of memory or stack does not count as that: what overflowed
 * was the body that was being recorded, which is dropped, and if memory really is short then the host's own next
 * allocation will tell it so.
 */
final class Boundary {
    /** Something to record. */
    interface Step {
        void run() throws Exception;
    }

    /** Something to record that gives a handle. */
    interface Source<T> {
        T get() throws Exception;
    }

    private final Losses losses;

    Boundary(Losses losses) {
        this.losses = losses;
    }

    Losses losses() {
        return losses;
    }

    void run(String what, Step step) {
        call(what, this, () -> {
            step.run();
            return this;
        });
    }

    <T> T call(String what, T otherwise, Source<T> source) {
        try {
            return source.get();
        } catch (Throwable thrown) {
            lost(what, thrown);
            return otherwise;
        }
    }

    /** Counts what was thrown, unless nothing may go on after it. */
    void lost(String what, Throwable thrown) {
        rethrowIfFatal(thrown);
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        losses.count(reason(thrown), what, thrown);
    }

    static void rethrowIfFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal
                && !(fatal instanceof StackOverflowError)
                && !(fatal instanceof OutOfMemoryError)) {
            throw fatal;
        }
    }

    private static LossReason reason(@Nullable Throwable thrown) {
        if (thrown instanceof Drop drop) {
            return drop.reason();
        }
        if (thrown instanceof WriterStoppedException stopped) {
            return switch (stopped.reason()) {
                case CLOSED -> LossReason.CLOSED;
                case FAILED -> LossReason.LOG_FAILED;
                case FULL -> LossReason.BUNDLE_FULL;
            };
        }
        if (thrown instanceof PayloadException body) {
            return body.step() == PayloadException.Step.REDACT
                    ? LossReason.REDACTION_FAILED
                    : LossReason.UNSERIALISABLE;
        }
        if (thrown instanceof IOException) {
            return LossReason.PAYLOAD_NOT_WRITTEN;
        }
        // Lone surrogates in the texts of an event; deep or cyclic bodies.
        if (thrown instanceof IllegalArgumentException || thrown instanceof StackOverflowError) {
            return LossReason.UNSERIALISABLE;
        }
        return thrown instanceof OutOfMemoryError ? LossReason.OUT_OF_MEMORY : LossReason.UNEXPECTED;
    }
}

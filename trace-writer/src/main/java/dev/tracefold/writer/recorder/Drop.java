/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import org.jspecify.annotations.Nullable;

/** Ends the recording of one event. Never leaves this package. */
final class Drop extends Exception {
    private static final long serialVersionUID = 1;

    private final LossReason reason;

    Drop(LossReason reason, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
    }

    static Drop outOfPlace(String message) {
        return new Drop(LossReason.OUT_OF_PLACE, message, null);
    }

    LossReason reason() {
        return reason;
    }

    static <T> T requirePresent(@Nullable T value, String name) throws Drop {
        if (value == null) {
            throw new Drop(LossReason.NULL_ARGUMENT, name + " is null", null);
        }
        return value;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import java.util.Objects;

import dev.tracefold.model.raw.PayloadRef;

/**
 * A payload file that is there, whole.
 *
 * @param ref what an event says to refer to it
 * @param replaced whether the body was above the cap, so that the file holds a note about it
 */
public record StoredPayload(PayloadRef ref, boolean replaced) {
    public StoredPayload {
        Objects.requireNonNull(ref, "ref");
    }
}

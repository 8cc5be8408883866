/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.Objects;
import java.util.function.Supplier;

import dev.tracefold.model.id.ResponseId;

/**
 * How the input of a request relates to what went before, where the runtime knows. A previous response named here must be
 * the one that the request body names.
 */
public sealed interface RequestInput {
    /** The input is the whole history. */
    record FullSnapshot() implements RequestInput {}

    /** The input goes on from a response that was recorded. */
    record Incremental(ResponseId previousResponseId) implements RequestInput {
        public Incremental {
            Objects.requireNonNull(previousResponseId, "previousResponseId");
        }
    }

    /**
     * The input goes on from a response that was not recorded.
     *
     * @param prefix gives a body whose {@code input} led to that response
     */
    record UntracedPrefix(ResponseId previousResponseId, Supplier<?> prefix) implements RequestInput {
        public UntracedPrefix {
            Objects.requireNonNull(previousResponseId, "previousResponseId");
            Objects.requireNonNull(prefix, "prefix");
        }
    }
}

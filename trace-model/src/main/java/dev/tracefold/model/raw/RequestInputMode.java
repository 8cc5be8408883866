/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.raw;

import java.util.Objects;

import dev.tracefold.model.id.ResponseId;

/** How the {@code input} of a request is to be read. */
public sealed interface RequestInputMode {
    /** The input is the whole history. */
    record FullSnapshot() implements RequestInputMode {}

    /** The input goes on from a response that was traced. */
    record Incremental(ResponseId previousResponseId) implements RequestInputMode {
        public Incremental {
            Objects.requireNonNull(previousResponseId, "previousResponseId");
        }
    }

    /** The input goes on from a response that was not traced; what led to it lies in a payload. */
    record IncrementalWithUntracedPrefix(ResponseId previousResponseId, PayloadRef prefixPayload)
            implements RequestInputMode {
        public IncrementalWithUntracedPrefix {
            Objects.requireNonNull(previousResponseId, "previousResponseId");
            Objects.requireNonNull(prefixPayload, "prefixPayload");
        }
    }
}

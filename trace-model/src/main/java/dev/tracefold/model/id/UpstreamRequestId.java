/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

import java.util.Objects;

/** The name that a provider gave to the request, for its support desk. */
public record UpstreamRequestId(String value) implements Id {
    public UpstreamRequestId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}

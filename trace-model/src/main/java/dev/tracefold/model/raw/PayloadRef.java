/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.raw;

import java.util.Objects;

import dev.tracefold.model.id.PayloadId;

/**
 * Points at a payload file of the same bundle.
 *
 * @param path relative to the bundle's root. It is not to be trusted: whoever opens it keeps inside the bundle
 */
public record PayloadRef(PayloadId payloadId, PayloadKind kind, String path) {
    public PayloadRef {
        Objects.requireNonNull(payloadId, "payloadId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(path, "path");
    }
}

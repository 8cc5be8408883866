/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names one request that asked a model to summarise. */
public final class CompactionRequestId extends Id {
    public CompactionRequestId(String value) {
        super(value);
    }
}

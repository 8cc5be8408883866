/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names one recording. */
public final class TraceId extends Id {
    public TraceId(String value) {
        super(value);
    }
}

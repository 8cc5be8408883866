/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names one request to a model provider. */
public final class InferenceCallId extends Id {
    public InferenceCallId(String value) {
        super(value);
    }
}

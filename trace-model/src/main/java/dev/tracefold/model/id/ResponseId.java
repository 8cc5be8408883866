/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** The name that a provider gave to its response. */
public final class ResponseId extends Id {
    public ResponseId(String value) {
        super(value);
    }
}

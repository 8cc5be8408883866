/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** The name that a provider gave to the request, for its support desk. */
public final class UpstreamRequestId extends Id {
    public UpstreamRequestId(String value) {
        super(value);
    }
}

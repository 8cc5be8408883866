/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** The {@code call_id} by which a model refers to a call of its own and to the output of that call. */
public final class CallId extends Id {
    public CallId(String value) {
        super(value);
    }
}

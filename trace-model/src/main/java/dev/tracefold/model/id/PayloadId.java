/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names a payload file of a bundle. */
public final class PayloadId extends Id {
    public PayloadId(String value) {
        super(value);
    }
}

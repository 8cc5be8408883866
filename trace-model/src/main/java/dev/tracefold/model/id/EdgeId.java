/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names an interaction between agents. */
public final class EdgeId extends Id {
    public EdgeId(String value) {
        super(value);
    }
}

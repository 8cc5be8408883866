/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names the session that was recorded. */
public final class RolloutId extends Id {
    public RolloutId(String value) {
        super(value);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names a conversation item of the graph; made by the reducer. */
public final class ItemId extends Id {
    public ItemId(String value) {
        super(value);
    }
}

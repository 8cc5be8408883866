/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names a compaction, with all its requests and its checkpoint. */
public final class CompactionId extends Id {
    public CompactionId(String value) {
        super(value);
    }
}

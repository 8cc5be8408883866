/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names an agent's thread within a session. */
public final class ThreadId extends Id {
    public ThreadId(String value) {
        super(value);
    }
}

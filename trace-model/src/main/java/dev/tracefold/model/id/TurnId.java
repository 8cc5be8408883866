/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names a codex turn: one activation of an agent, from input to rest. */
public final class TurnId extends Id {
    public TurnId(String value) {
        super(value);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names a terminal session: the id of the process behind it. */
public final class TerminalId extends Id {
    public TerminalId(String value) {
        super(value);
    }
}

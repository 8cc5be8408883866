/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

/** Names one command or one write to a terminal; made by the reducer. */
public final class TerminalOperationId extends Id {
    public TerminalOperationId(String value) {
        super(value);
    }
}

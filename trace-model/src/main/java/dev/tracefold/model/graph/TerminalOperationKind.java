/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

/** What was done to a terminal. */
public enum TerminalOperationKind {
    EXEC_COMMAND,
    WRITE_STDIN
}

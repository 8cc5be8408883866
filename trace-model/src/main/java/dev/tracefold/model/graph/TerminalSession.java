/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.List;
import java.util.Objects;

import dev.tracefold.model.id.TerminalId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ThreadId;

/** A process with a terminal that several operations may use. */
public record TerminalSession(
        TerminalId terminalId,
        ThreadId threadId,
        TerminalOperationId createdByOperationId,
        List<TerminalOperationId> operationIds,
        ExecutionWindow execution) {
    public TerminalSession {
        Objects.requireNonNull(terminalId, "terminalId");
        Objects.requireNonNull(threadId, "threadId");
        Objects.requireNonNull(createdByOperationId, "createdByOperationId");
        // One may grow with every keystroke that is sent to it.
        operationIds = operationIds instanceof History ? operationIds : List.copyOf(operationIds);
        Objects.requireNonNull(execution, "execution");
    }
}

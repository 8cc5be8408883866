/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.raw;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.TerminalOperationId;

/** A line or two about a tool call, for people. */
public sealed interface ToolSummary {
    /** A label, and how input and output begin. */
    record Generic(
            String label,
            @Nullable String inputPreview,
            @Nullable String outputPreview) implements ToolSummary {
        public Generic {
            Objects.requireNonNull(label, "label");
        }
    }

    /** What happened is told by the terminal operation. */
    record Terminal(TerminalOperationId operationId) implements ToolSummary {
        public Terminal {
            Objects.requireNonNull(operationId, "operationId");
        }
    }

    /** Something was handed to another agent. */
    record Agent(String targetAgentPath, @Nullable String taskName, String messagePreview) implements ToolSummary {
        public Agent {
            Objects.requireNonNull(targetAgentPath, "targetAgentPath");
            Objects.requireNonNull(messagePreview, "messagePreview");
        }
    }

    /** Another agent was waited for. */
    record WaitAgent(
            @Nullable String targetAgentPath, @Nullable Long timeoutMs) implements ToolSummary {}
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a terminal was asked to do. */
public sealed interface TerminalRequest {
    /** Run a command. */
    record ExecCommand(
            List<String> command,
            String displayCommand,
            String cwd,
            @Nullable Long yieldTimeMs,
            @Nullable Long maxOutputTokens)
            implements TerminalRequest {
        public ExecCommand {
            command = List.copyOf(command);
            Objects.requireNonNull(displayCommand, "displayCommand");
            Objects.requireNonNull(cwd, "cwd");
        }
    }

    /** Write to a process that runs. */
    record WriteStdin(
            String stdin,
            @Nullable Long yieldTimeMs,
            @Nullable Long maxOutputTokens) implements TerminalRequest {
        public WriteStdin {
            Objects.requireNonNull(stdin, "stdin");
        }
    }
}

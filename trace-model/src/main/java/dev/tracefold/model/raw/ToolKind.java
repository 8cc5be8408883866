/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.raw;

import java.util.Objects;

/** What a tool call does, as far as the runtime can tell. */
public sealed interface ToolKind {
    /** The tools that the runtime brings along. */
    enum BuiltIn implements ToolKind {
        EXEC_COMMAND,
        WRITE_STDIN,
        APPLY_PATCH,
        WEB,
        IMAGE_GENERATION,
        SPAWN_AGENT,
        ASSIGN_AGENT_TASK,
        SEND_MESSAGE,
        WAIT_AGENT,
        CLOSE_AGENT
    }

    /** A tool of an MCP server. */
    record Mcp(String server, String tool) implements ToolKind {
        public Mcp {
            Objects.requireNonNull(server, "server");
            Objects.requireNonNull(tool, "tool");
        }
    }

    /** Any other tool, by its name. */
    record Other(String name) implements ToolKind {
        public Other {
            Objects.requireNonNull(name, "name");
        }
    }
}

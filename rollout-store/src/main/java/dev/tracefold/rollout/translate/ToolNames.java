/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolKind.BuiltIn;

/** What kind of tool a name stands for, in the rollouts of all versions. */
final class ToolNames {
    private static final String MCP = "mcp__";

    private ToolNames() {}

    static ToolKind kind(String name, @Nullable String namespace) {
        ToolKind mcp = namespace != null ? mcp(namespace, name) : mcp(name);
        return mcp != null ? mcp : plain(name);
    }

    private static ToolKind plain(String name) {
        return switch (name) {
            case "exec_command", "local_shell", "shell", "shell_command", "container.exec" -> BuiltIn.EXEC_COMMAND;
            case "write_stdin" -> BuiltIn.WRITE_STDIN;
            case "apply_patch" -> BuiltIn.APPLY_PATCH;
            case "web_search", "web_search_preview" -> BuiltIn.WEB;
            case "image_generation", "image_query", "imagegen" -> BuiltIn.IMAGE_GENERATION;
            case "spawn_agent" -> BuiltIn.SPAWN_AGENT;
            case "send_message", "send_input" -> BuiltIn.SEND_MESSAGE;
            case "followup_task", "assign_task" -> BuiltIn.ASSIGN_AGENT_TASK;
            case "wait_agent" -> BuiltIn.WAIT_AGENT;
            case "close_agent", "interrupt_agent" -> BuiltIn.CLOSE_AGENT;
            default -> new ToolKind.Other(name);
        };
    }

    /** {@code mcp__server__tool}. */
    private static @Nullable ToolKind mcp(String name) {
        int server = name.startsWith(MCP) ? name.indexOf("__", MCP.length()) : -1;
        return server <= MCP.length() || server + 2 == name.length()
                ? null
                : new ToolKind.Mcp(name.substring(MCP.length(), server), name.substring(server + 2));
    }

    private static @Nullable ToolKind mcp(String namespace, String name) {
        if (!namespace.startsWith(MCP)) {
            return null;
        }
        String server = namespace.substring(MCP.length());
        return new ToolKind.Mcp(server.endsWith("__") ? server.substring(0, server.length() - 2) : server, name);
    }

    /** Whether the reduction reads what the runtime says of such a tool as a message between agents. */
    static boolean isAgents(ToolKind kind) {
        return kind == BuiltIn.SPAWN_AGENT
                || kind == BuiltIn.SEND_MESSAGE
                || kind == BuiltIn.ASSIGN_AGENT_TASK
                || kind == BuiltIn.WAIT_AGENT
                || kind == BuiltIn.CLOSE_AGENT;
    }

    static boolean isTerminals(ToolKind kind) {
        return kind == BuiltIn.EXEC_COMMAND || kind == BuiltIn.WRITE_STDIN;
    }
}

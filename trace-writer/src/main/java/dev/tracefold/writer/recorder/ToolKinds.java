/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolKind.BuiltIn;
import dev.tracefold.writer.WellFormed;

/** What kind of tool a name stands for. */
final class ToolKinds {
    private ToolKinds() {}

    static ToolKind of(String name) {
        return switch (name) {
            case "exec_command", "local_shell", "shell", "shell_command" -> BuiltIn.EXEC_COMMAND;
            case "write_stdin" -> BuiltIn.WRITE_STDIN;
            case "apply_patch" -> BuiltIn.APPLY_PATCH;
            case "web_search", "web_search_preview" -> BuiltIn.WEB;
            case "image_generation", "image_query", "imagegen" -> BuiltIn.IMAGE_GENERATION;
            case "spawn_agent" -> BuiltIn.SPAWN_AGENT;
            case "send_message" -> BuiltIn.SEND_MESSAGE;
            case "followup_task", "assign_task" -> BuiltIn.ASSIGN_AGENT_TASK;
            case "wait_agent" -> BuiltIn.WAIT_AGENT;
            case "close_agent", "interrupt_agent" -> BuiltIn.CLOSE_AGENT;
            default -> new ToolKind.Other(WellFormed.text(name));
        };
    }
}

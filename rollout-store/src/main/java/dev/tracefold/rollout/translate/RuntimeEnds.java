/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;

/**
 * What the runtime says of how tools ended: {@code exec_command_end}, {@code patch_apply_end}, {@code mcp_tool_call_end},
 * {@code web_search_end}, and those of tools of agents. Rollouts hold the ends alone; the beginning is told with the end,
 * at the time of the call, but for tools of agents, where it would tell nothing.
 */
final class RuntimeEnds {
    private static final String COMMAND = "exec_command_end";

    private final Emitter emitter;
    private final Calls calls;
    private final PassedOver passedOver;
    private final Terminals terminals;
    private final AgentEnds agents;

    RuntimeEnds(Emitter emitter, Calls calls, Terminals terminals, AgentEnds agents, PassedOver passedOver) {
        this.terminals = terminals;
        this.emitter = emitter;
        this.calls = calls;
        this.passedOver = passedOver;
        this.agents = agents;
    }

    void ended(JsonFields event, long time, @Nullable TurnId turn) {
        String type = String.valueOf(event.type());
        Call.Started tool = calls.tool(event.text("call_id"));
        if (tool == null && type.equals("web_search_end")) {
            tool = calls.searches().endOf(event);
            if (tool == null) {
                return;
            }
        }
        ended(tool, event, type, time, turn);
    }

    /** What another agent was made to do is told of by the name of the call that did it. */
    void agentsActivity(JsonFields event, long time, @Nullable TurnId turn) {
        ended(calls.tool(event.text("event_id")), event, AgentEnds.ACTIVITY, time, turn);
    }

    /** An output comes, of a tool of which the runtime may have told nothing. */
    void answered(JsonFields output, long time, @Nullable TurnId turn) {
        Call.Started tool = calls.agentsCalled() ? calls.tool(output.text("call_id")) : null;
        if (tool != null && ToolNames.isAgents(tool.kind) && !tool.runtimeEnded && !agents.copied()) {
            AgentEnds.End end = agents.ofOutput(tool, output);
            if (end != null) {
                observe(tool, end.body(), end.status(), time, turn == null ? tool.turn : turn);
            }
        }
    }

    /** The same, as newer recorders tell it: the item that a tool is to a client was completed. */
    void completed(String item, JsonFields end, long time, @Nullable TurnId turn) {
        String type = switch (item) {
            case "CommandExecution" -> COMMAND;
            case "FileChange" -> "patch_apply_end";
            case "McpToolCall" -> "mcp_tool_call_end";
            case "SubAgentActivity" -> AgentEnds.ACTIVITY;
            case "CollabAgentToolCall" -> AgentEnds.CALL;
            default -> null;
        };
        Call.Started tool = calls.tool(end.text("id"));
        if (type == null) {
            passedOver.count("item_completed " + item);
        } else if (tool == null) {
            // What a script has run has no call of its own.
            passedOver.count("item_completed " + item + " without its call");
        } else {
            ended(tool, end, type, time, turn);
        }
    }

    private void ended(Call.@Nullable Started tool, JsonFields end, String type, long time, @Nullable TurnId turn) {
        if (tool == null) {
            passedOver.count(type + " without its call");
        } else if (ToolNames.isAgents(tool.kind) || AgentEnds.tells(type)) {
            agentsEnded(tool, end, type, time, turn == null ? tool.turn : turn);
        } else if (tool.runtimeEnded) {
            passedOver.count(type + " that its call cannot take");
        } else {
            observe(tool, end, type, time, turn == null ? tool.turn : turn);
        }
    }

    private void agentsEnded(Call.Started tool, JsonFields event, String type, long time, @Nullable TurnId turn) {
        // Some recorders tell it as an event and as an item.
        if (tool.runtimeEnded || agents.copied()) {
            return;
        }
        AgentEnds.End end = agents.of(tool, type, event);
        if (end == null) {
            passedOver.count(type + " that its call cannot take");
        } else {
            observe(tool, end.body(), end.status(), time, turn);
        }
    }

    /** A search was called: its end may have come before. */
    void searched(long time, @Nullable TurnId turn) {
        WebSearches.Pair pair = calls.searches().takePair();
        if (pair != null) {
            observe(pair.tool(), pair.end(), "web_search_end", time, turn);
        }
    }

    private void observe(Call.Started tool, JsonFields event, String type, long time, @Nullable TurnId turn) {
        ExecutionStatus status = status(event);
        TranslatedBody end;
        if (ToolNames.isTerminals(tool.kind)) {
            TerminalEnd terminal = type.equals(COMMAND) ? TerminalEnd.of(event, tool.terminal, terminals) : null;
            if (terminal == null && tool.operation) {
                passedOver.count(type + " that its call cannot take");
                return;
            }
            if (terminal != null && !tool.operation) {
                started(tool, terminal.start(), turn);
                tool.operation = true;
            }
            end = terminal == null ? verbatim(event) : terminal.end().made();
        } else {
            started(tool, new Body().text("type", type.replace("_end", "_begin")), turn);
            end = verbatim(event);
        }
        observe(tool, end, status, time, turn);
    }

    private void observe(
            Call.Started tool, TranslatedBody end, ExecutionStatus status, long time, @Nullable TurnId turn) {
        tool.runtimeEnded = true;
        tool.failed = status == ExecutionStatus.FAILED;
        PayloadRef ref = emitter.body(PayloadKind.TOOL_RUNTIME_EVENT, end);
        emitter.emit(time, turn, new RawEventPayload.ToolRuntimeEnded(tool.id, status, ref));
    }

    private void started(Call.Started tool, Body body, @Nullable TurnId turn) {
        PayloadRef ref = emitter.body(PayloadKind.TOOL_RUNTIME_EVENT, body);
        emitter.emit(tool.startedAt, turn, new RawEventPayload.ToolRuntimeStarted(tool.id, ref));
    }

    /** The event as it stands. The field that would make it news of an agent is for agents alone. */
    private static TranslatedBody verbatim(JsonFields event) {
        Slice object = event.object();
        return event.raw("agent_thread_id") == null
                ? TranslatedBody.of(object)
                : new Body().text("type", event.type()).raw("event", object).made();
    }

    private static ExecutionStatus status(JsonFields event) {
        String status = event.text("status");
        if (status != null) {
            return switch (status) {
                case "completed" -> answeredWithError(event) ? ExecutionStatus.FAILED : ExecutionStatus.COMPLETED;
                case "declined", "cancelled", "canceled" -> ExecutionStatus.CANCELLED;
                default -> ExecutionStatus.FAILED;
            };
        }
        Long exitCode = event.integer("exit_code");
        Slice success = event.raw("success");
        boolean failed = (exitCode != null && exitCode != 0)
                || (success != null && success.json().equals("false"))
                || answeredWithError(event);
        return failed ? ExecutionStatus.FAILED : ExecutionStatus.COMPLETED;
    }

    /** Whether the server that was called said so itself, in one of the ways in which that is written. */
    private static boolean answeredWithError(JsonFields event) {
        JsonFields result = event.object("result");
        JsonFields answer = result.raw("Ok") == null ? result : result.object("Ok");
        return result.raw("Err") != null || answer.isTrue("is_error") || answer.isTrue("isError");
    }
}

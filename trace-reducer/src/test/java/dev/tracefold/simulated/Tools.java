/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.simulated;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.raw.Requester;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.value.JsonValue.JsonObject;

/** What the models of a generated session call for. */
final class Tools {
    /**
     * A call.
     *
     * @param item by which the model asks for it
     * @param output by which the model is told what came of it
     * @param script what the runtime does about it; no step may be left out, but the end of the script may never come
     */
    record Call(JsonObject item, JsonObject output, Deque<Runnable> script) {}

    private final SessionGenerator session;
    private final Recording out;

    Tools(SessionGenerator session) {
        this.session = session;
        this.out = session.out;
    }

    Call any(Agent agent, String turn) {
        return switch (session.random.nextInt(agent.path.length() > 40 ? 7 : 10)) {
            case 0, 1 -> exec(agent, turn);
            case 2 -> stdin(agent, turn);
            case 3, 4 -> cell(agent, turn);
            case 5 -> mcp(agent, turn);
            case 6 -> search(agent, turn);
            case 7 -> spawn(agent, turn);
            default -> agent.children.isEmpty() ? spawn(agent, turn) : toChild(agent, turn);
        };
    }

    private Call function(String name, String call, String arguments, Deque<Runnable> script) {
        Object output = session.words.some();
        if (session.chance(20)) {
            output = session.pick(
                    Js.array(Js.object("type", "input_text", "text", "seen")), Js.object("deep", 1e21), Js.array());
        }
        return new Call(
                Js.object("type", "function_call", "name", name, "arguments", arguments, "call_id", call),
                Js.object("type", "function_call_output", "call_id", call, "output", output),
                script);
    }

    private ExecutionStatus status() {
        return session.chance(80) ? ExecutionStatus.COMPLETED : session.pick(ExecutionStatus.values());
    }

    private void end(Deque<Runnable> script, Agent agent, String turn, String tool, @Nullable String result) {
        for (int times = session.chance(8) ? 2 : 1; times > 0; times--) {
            script.add(() -> out.in(agent.thread, turn).toolEnds(tool, status(), session.chance(80) ? result : null));
        }
    }

    private static String dispatch(String name, JsonObject arguments) {
        return Js.object("tool_name", name, "payload", Js.object("type", "function", "arguments", arguments.compact()))
                .compact();
    }

    // Terminals.

    private Call exec(Agent agent, String turn) {
        String call = session.id("call");
        Deque<Runnable> script = new ArrayDeque<>();
        run(script, agent, turn, call, call, new Requester.Model());
        return function(
                "exec_command", call, Js.object("cmd", session.words.some()).compact(), script);
    }

    /** A command, from its start to its end; its process is named early, late, or not at all. */
    private void run(
            Deque<Runnable> script, Agent agent, String turn, String tool, @Nullable String call, Requester by) {
        String terminal = session.chance(60) ? session.id("4") : null;
        JsonObject body = Js.object("command", Js.array("bash", "-lc", session.words.some()), "cwd", "/repo");
        JsonObject named = terminal == null ? body : Js.with(body, "process_id", terminal);
        script.add(() -> out.in(agent.thread, turn)
                .tool(tool, call, ToolKind.BuiltIn.EXEC_COMMAND, session.chance(50) ? "{}" : null, by));
        script.add(() -> {
            out.in(agent.thread, session.chance(50) ? turn : null)
                    .runtimeStarted(tool, (session.chance(60) ? named : body).compact());
            // Somebody may type into it before it is known that this is it.
            if (terminal != null) {
                agent.terminals.add(terminal);
            }
        });
        script.add(() -> {
            out.in(agent.thread, turn).runtimeEnded(tool, status(), ended(named).compact());
            if (session.chance(5)) {
                out.add(out.events().get(out.events().size() - 1).payload());
            }
        });
        end(
                script,
                agent,
                turn,
                tool,
                Js.object("type", "error", "error", "unread").compact());
    }

    private JsonObject ended(JsonObject started) {
        return Js.with(
                Js.with(Js.with(Js.with(started, "stdout", session.words.some()), "stderr", ""), "exit_code", -1),
                "formatted_output",
                session.words.some());
    }

    /** Something is typed into a terminal, as the runtime tells it or as it was dispatched. */
    private Call stdin(Agent agent, String turn) {
        String call = session.id("call");
        String terminal = agent.terminals.isEmpty() ? session.id("4") : session.pick(agent.terminals);
        JsonObject arguments = Js.object("session_id", terminal, "chars", session.words.some());
        Deque<Runnable> script = new ArrayDeque<>();
        if (session.chance(40)) {
            JsonObject body = Js.object(
                    "command", Js.array("cat"), "cwd", "/", "process_id", terminal, "interaction_input", "y\n");
            script.add(() -> out.in(agent.thread, turn).tool(call, call, ToolKind.BuiltIn.WRITE_STDIN));
            script.add(() -> out.in(agent.thread, turn).runtimeStarted(call, body.compact()));
            script.add(() -> out.in(agent.thread, turn)
                    .runtimeEnded(call, status(), ended(body).compact()));
            end(script, agent, turn, call, "unread");
        } else {
            JsonObject told = session.chance(50) ? Js.with(arguments, "yield_time_ms", 250) : arguments;
            script.add(() -> out.in(agent.thread, turn)
                    .tool(call, call, ToolKind.BuiltIn.WRITE_STDIN, dispatch("write_stdin", told)));
            end(script, agent, turn, call, stdinResult().compact());
        }
        return function("write_stdin", call, arguments.compact(), script);
    }

    private JsonObject stdinResult() {
        return switch (session.random.nextInt(4)) {
            case 0 -> Js.object("type", "error", "error", session.words.some());
            case 1 ->
                Js.object("type", "code_mode_response", "value", session.pick(Js.of(null), Js.of(1.0), Js.array()));
            case 2 ->
                Js.object(
                        "type",
                        "code_mode_response",
                        "value",
                        Js.object(
                                "output",
                                session.words.some(),
                                "exit_code",
                                0,
                                "chunk_id",
                                "c",
                                "original_token_count",
                                3));
            default -> Js.object("type", "direct_response", "response_item", Js.object("output", session.words.some()));
        };
    }

    // Other tools.

    private Call mcp(Agent agent, String turn) {
        String call = session.id("call");
        Deque<Runnable> script = new ArrayDeque<>();
        script.add(() -> out.in(session.chance(70) ? agent.thread : null, turn)
                .tool(call, call, new ToolKind.Mcp("server", session.words.some()), "[]"));
        script.add(() -> out.correlated(call, session.id("mcp")));
        script.add(() -> out.in(null, null).runtimeStarted(call, "not read"));
        script.add(() -> out.runtimeEnded(call, status(), "7"));
        end(script, agent, turn, call, "not read");
        return function("mcp", call, session.words.some(), script);
    }

    private Call search(Agent agent, String turn) {
        String call = session.id("call");
        Deque<Runnable> script = new ArrayDeque<>();
        script.add(() -> out.in(agent.thread, session.chance(50) ? turn : null).tool(call, call, ToolKind.BuiltIn.WEB));
        end(script, agent, turn, call, null);
        return new Call(
                Js.object(
                        "type",
                        "web_search_call",
                        "call_id",
                        call,
                        "action",
                        Js.object("query", session.words.some(60))),
                Js.object("type", "mcp_tool_call_output", "call_id", call, "output", session.words.some()),
                script);
    }

    // Code cells.

    /** A cell with what its code calls, and a tool that waits for it. */
    Call cell(Agent agent, String turn) {
        String call = session.id("call");
        String cell = session.id("cell");
        Deque<Runnable> script = new ArrayDeque<>();
        script.add(() -> out.in(session.chance(70) ? agent.thread : null, turn).cell(cell, call));
        for (int n = session.random.nextInt(3); n > 0; n--) {
            run(script, agent, turn, session.id("tool"), null, new Requester.CodeCell(new RuntimeCellId(cell)));
        }
        if (session.chance(50)) {
            script.add(() -> out.in(agent.thread, turn).cellResponds(cell, CodeCellRuntimeStatus.YIELDED));
            String wait = session.id("wait");
            script.add(() -> out.in(agent.thread, turn)
                    .tool(wait, null, new ToolKind.Other("wait"), dispatch("wait", Js.object("cell_id", cell))));
            end(script, agent, turn, wait, null);
        }
        if (session.chance(70)) {
            script.add(() -> out.in(agent.thread, null).cellEnds(cell, session.pick(CodeCellRuntimeStatus.values())));
        }
        if (session.chance(30)) {
            script.add(() -> out.in(null, turn).cellResponds(cell, session.pick(CodeCellRuntimeStatus.values())));
        }
        return new Call(
                Js.object("type", "custom_tool_call", "name", "exec", "input", session.words.some(), "call_id", call),
                Js.object("type", "custom_tool_call_output", "call_id", call, "output", session.words.some()),
                script);
    }

    // Other agents.

    private Call spawn(Agent agent, String turn) {
        String call = session.id("call");
        String message = session.words.some();
        Agent child = session.child(agent);
        JsonObject arguments = Js.object("message", message);
        Deque<Runnable> script = new ArrayDeque<>();
        script.add(() -> out.in(agent.thread, turn)
                .tool(call, call, ToolKind.BuiltIn.SPAWN_AGENT, dispatch("spawn_agent", arguments)));
        script.add(() -> session.startThread(child));
        boolean delivered = session.chance(80);
        if (delivered) {
            script.add(() -> child.history.add(session.items().delivery(agent.path, child.path, message)));
        }
        boolean early = session.chance(50);
        if (early) {
            script.add(() -> work(child));
        }
        script.add(() -> {
            JsonObject body = session.chance(50)
                    ? Js.object("sender_thread_id", agent.thread, "new_thread_id", child.thread, "prompt", message)
                    : Js.object("agent_thread_id", child.thread, "agent_path", child.path, "kind", "started");
            out.in(agent.thread, turn).runtimeEnded(call, body.compact());
        });
        end(script, agent, turn, call, "{}");
        if (!early) {
            script.add(() -> work(child));
        }
        return function("spawn_agent", call, arguments.compact(), script);
    }

    /** A turn of another agent, whose last word goes to its parent. */
    private void work(Agent child) {
        Agent parent = child.parent;
        if (!child.started || child.busy || parent == null) {
            return;
        }
        String turn = session.turn(child);
        if (session.chance(60)) {
            String message = session.words.some();
            JsonObject notice = session.items().delivery(child.path, parent.path, message);
            if (session.chance(50)) {
                parent.history.add(notice);
                session.meanwhile();
            }
            out.in(child.thread, turn).result(session.id("edge:result"), child.thread, turn, parent.thread, message);
            if (session.chance(50)) {
                parent.history.add(notice);
            }
        }
    }

    private Call toChild(Agent agent, String turn) {
        Agent child = session.pick(agent.children);
        String call = session.id("call");
        String message = session.words.some(2);
        ToolKind kind = session.pick(
                ToolKind.BuiltIn.SEND_MESSAGE, ToolKind.BuiltIn.ASSIGN_AGENT_TASK, ToolKind.BuiltIn.CLOSE_AGENT);
        boolean close = kind == ToolKind.BuiltIn.CLOSE_AGENT;
        JsonObject arguments = Js.object("message", message);
        JsonObject ids =
                Js.object("sender_thread_id", agent.thread, "receiver_thread_id", child.thread, "prompt", message);
        Deque<Runnable> script = new ArrayDeque<>();
        script.add(() -> out.in(agent.thread, turn).tool(call, call, kind, dispatch("agents", arguments)));
        if (session.chance(50)) {
            script.add(() -> out.in(agent.thread, turn).runtimeStarted(call, ids.compact()));
        }
        if (!close && session.chance(80)) {
            script.add(() -> child.history.add(session.items().delivery(agent.path, child.path, message)));
        }
        script.add(() -> {
            JsonObject activity = Js.object(
                    "agent_thread_id",
                    child.thread,
                    "agent_path",
                    child.path,
                    "kind",
                    close ? "interrupted" : "interacted");
            out.in(agent.thread, turn).runtimeEnded(call, (session.chance(50) ? activity : ids).compact());
        });
        end(script, agent, turn, call, "{}");
        script.add(() -> {
            if (session.chance(50)) {
                work(child);
            }
        });
        return function("agents", call, arguments.compact(), script);
    }
}

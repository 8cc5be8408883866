/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.History;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalOperationKind;
import dev.tracefold.model.graph.TerminalRequest;
import dev.tracefold.model.graph.TerminalSession;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.TerminalId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolSummary;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonNumber;

/** Terminals: what tools ran in them, and which process each belongs to. */
final class TerminalSteps {
    private TerminalSteps() {}

    /** The start of an operation. */
    private record Start(
            TerminalOperationKind kind,
            TerminalRequest request,
            @Nullable TerminalId terminal,
            PayloadId payload) {}

    /**
     * The end of an operation.
     *
     * @param body absent where a tool ended without a result
     */
    record End(
            Moment at,
            ExecutionStatus status,
            @Nullable PayloadId payload,
            @Nullable Fields body) {}

    static void runtimeStarted(Draft draft, Moment at, ToolCallId id, PayloadRef ref, Bodies bodies) throws Refusal {
        ToolCall call = draft.tool(id).call();
        boolean exec = call.kind() == ToolKind.BuiltIn.EXEC_COMMAND;
        if (!exec && call.kind() != ToolKind.BuiltIn.WRITE_STDIN) {
            return;
        }
        if (call.terminalOperationId() != null) {
            throw new Refusal(
                            ErrorCode.DUPLICATE_TERMINAL_OPERATION,
                            "tool call " + id + " starts a terminal operation, but it has " + call.terminalOperationId()
                                    + " already")
                    .with("tool_call", id)
                    .with("terminal_operation", call.terminalOperationId());
        }
        Fields body = bodies.fields(ref);
        List<String> command = body.texts("command");
        String cwd = body.text("cwd");
        TerminalId terminal = terminal(body.optionalText("process_id"));
        String input = body.optionalText("interaction_input");
        start(
                draft,
                at,
                id,
                exec
                        ? new Start(
                                TerminalOperationKind.EXEC_COMMAND,
                                new TerminalRequest.ExecCommand(command, String.join(" ", command), cwd, null, null),
                                terminal,
                                ref.payloadId())
                        : new Start(
                                TerminalOperationKind.WRITE_STDIN,
                                new TerminalRequest.WriteStdin(input == null ? "" : input, null, null),
                                terminal,
                                ref.payloadId()));
    }

    static void startFromInvocation(Draft draft, Moment at, ToolCallId id, PayloadId payload, Fields body)
            throws Refusal {
        if (!body.text("tool_name").equals("write_stdin")) {
            throw body.wrong("tool_name", "\"write_stdin\"");
        }
        Fields call = body.object("payload");
        if (!call.text("type").equals("function")) {
            throw call.wrong("type", "\"function\"");
        }
        Fields arguments = call.embedded("arguments");
        String chars = arguments.optionalText("chars");
        start(
                draft,
                at,
                id,
                new Start(
                        TerminalOperationKind.WRITE_STDIN,
                        new TerminalRequest.WriteStdin(
                                chars == null ? "" : chars,
                                arguments.optionalUnsigned("yield_time_ms"),
                                arguments.optionalUnsigned("max_output_tokens")),
                        sessionId(arguments),
                        payload));
    }

    private static TerminalId sessionId(Fields arguments) throws Refusal {
        JsonValue id = arguments.any("session_id");
        if (id instanceof JsonNumber number) {
            return new TerminalId(number.compact());
        }
        String text = id == null ? null : id.text();
        if (text == null || text.isEmpty()) {
            throw arguments.wrong("session_id", "a number or a string that is not empty");
        }
        return new TerminalId(text);
    }

    private static @Nullable TerminalId terminal(@Nullable String processId) {
        return processId == null ? null : new TerminalId(processId);
    }

    private static void start(Draft draft, Moment at, ToolCallId toolId, Start start) throws Refusal {
        TerminalOperationId id = Ordinals.operation(draft.operations.size() + 1);
        draft.operations = draft.operations.append(TerminalOperation.builder()
                .operationId(id)
                .toolCallId(toolId)
                .kind(start.kind())
                .execution(ExecutionWindow.open(at.atUnixMs(), at.seq()))
                .request(start.request())
                .addRawPayloadIds(start.payload())
                .build());
        ToolState tool = draft.tool(toolId);
        draft.put(tool.withCall(tool.call().withTerminalOperationId(id).withSummary(new ToolSummary.Terminal(id))));
        if (start.terminal() != null) {
            name(draft, id, start.terminal());
        }
    }

    /** Now it is known which terminal an operation uses. */
    private static void name(Draft draft, TerminalOperationId id, TerminalId terminal) throws Refusal {
        TerminalOperation operation = operation(draft, id);
        if (operation.terminalId() != null) {
            if (operation.terminalId().equals(terminal)) {
                return;
            }
            throw new Refusal(
                            ErrorCode.TERMINAL_CHANGED,
                            id + " of tool call " + operation.toolCallId() + " uses terminal " + operation.terminalId()
                                    + ", and now names terminal " + terminal)
                    .with("terminal_operation", id)
                    .with("terminal", operation.terminalId())
                    .with("named", terminal);
        }
        ThreadId thread = draft.tool(operation.toolCallId()).call().threadId();
        TerminalSession session = draft.terminals.getOrElse(terminal, null);
        if (session != null && !session.threadId().equals(thread)) {
            throw new Refusal(
                            ErrorCode.TERMINAL_THREAD_MISMATCH,
                            id + " of thread " + thread + " uses terminal " + terminal + ", which belongs to thread "
                                    + session.threadId())
                    .with("terminal_operation", id)
                    .with("terminal", terminal)
                    .with("thread", thread)
                    .with("terminal_thread", session.threadId());
        }
        // Of the many that say the same, one is kept.
        put(draft, operation.withTerminalId(session == null ? terminal : session.terminalId()));
        ExecutionWindow window = operation.execution();
        draft.terminals = draft.terminals.put(
                terminal,
                session == null
                        ? new TerminalSession(
                                terminal,
                                thread,
                                id,
                                List.of(id),
                                ExecutionWindow.open(window.startedAtUnixMs(), window.startedSeq()))
                        : new TerminalSession(
                                terminal,
                                thread,
                                session.createdByOperationId(),
                                byStart(session.operationIds(), id),
                                session.execution()));
    }

    /** Operations have ordinals in the order of their starts, so that order is the one of the list. */
    private static List<TerminalOperationId> byStart(List<TerminalOperationId> ids, TerminalOperationId id) {
        int place = ids.size();
        while (place > 0 && Ordinals.of(ids.get(place - 1)) > Ordinals.of(id)) {
            place--;
        }
        History<TerminalOperationId> all = History.copyOf(ids);
        return all.first(place).with(id).withAll(ids.subList(place, ids.size()));
    }

    static void runtimeEnded(Draft draft, ToolCallId toolId, End end) throws Refusal {
        TerminalOperationId id = draft.tool(toolId).call().terminalOperationId();
        if (id == null || end.body() == null) {
            return;
        }
        boolean stdin = operation(draft, id).kind() == TerminalOperationKind.WRITE_STDIN;
        end(draft, id, end, stdin ? stdinResult(end.body()) : TerminalOutcome.ofRuntime(end.body()));
    }

    static void endFromResult(Draft draft, TerminalOperationId id, End end) throws Refusal {
        end(draft, id, end, end.body() == null ? null : stdinResult(end.body()));
    }

    private static void end(Draft draft, TerminalOperationId id, End end, TerminalOutcome.@Nullable Named outcome)
            throws Refusal {
        TerminalOperation operation = operation(draft, id);
        List<PayloadId> payloads = end.payload() == null
                ? operation.rawPayloadIds()
                : Lists.with(operation.rawPayloadIds(), end.payload());
        ExecutionWindow window =
                operation.execution().close(end.at().atUnixMs(), end.at().seq(), end.status());
        put(
                draft,
                operation
                        .withExecution(window)
                        .withResult(outcome == null ? null : outcome.result())
                        .withRawPayloadIds(payloads));
        if (outcome != null && outcome.processId() != null) {
            name(draft, id, new TerminalId(outcome.processId()));
        }
    }

    /** What ends a write is read as the end of a run first, then as what the model was told. */
    private static TerminalOutcome.Named stdinResult(Fields body) throws Refusal {
        return TerminalOutcome.isRuntime(body)
                ? TerminalOutcome.ofRuntime(body)
                : new TerminalOutcome.Named(TerminalOutcome.ofResult(body), null);
    }

    private static TerminalOperation operation(Draft draft, TerminalOperationId id) {
        return draft.operations.get(Ordinals.of(id) - 1);
    }

    private static void put(Draft draft, TerminalOperation operation) {
        draft.operations = draft.operations.update(Ordinals.of(operation.operationId()) - 1, operation);
    }
}

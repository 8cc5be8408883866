/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples.bundles;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.Requester;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolSummary;

/** One agent of an example: its thread, and the history that it sends with every request. */
final class Agent {
    private static final String MODEL = "example-model";

    final Recording recording;
    final ThreadId thread;
    final List<String> history = new ArrayList<>();
    private final String prefix;
    private int turns;
    private int inferences;
    private long tokens = 1200;
    private @Nullable TurnId turn;

    /**
     * Starts the thread.
     *
     * @param prefix what the ids of its turns and requests begin with
     * @param metadata what the session says about it, as JSON
     */
    Agent(Recording recording, ThreadId thread, String path, String prefix, String metadata) {
        this.recording = recording;
        this.thread = thread;
        this.prefix = prefix;
        recording.event(
                null,
                null,
                new RawEventPayload.ThreadStarted(
                        thread, path, recording.payload(PayloadKind.SESSION_METADATA, metadata)));
    }

    TurnId turn() {
        if (turn == null) {
            throw new IllegalStateException("no turn runs");
        }
        return turn;
    }

    void event(RawEventPayload payload) {
        recording.event(thread, turn, payload);
    }

    void startTurn() {
        turn = new TurnId("turn-" + prefix + ++turns);
        event(new RawEventPayload.TurnStarted(turn, thread));
    }

    void endTurn(ExecutionStatus status) {
        event(new RawEventPayload.TurnEnded(turn(), status));
        turn = null;
    }

    void end(RolloutStatus status) {
        recording.event(thread, null, new RawEventPayload.ThreadEnded(thread, status));
    }

    /** Asks the model with the whole history. */
    InferenceCallId ask() {
        InferenceCallId id = new InferenceCallId("inference-" + prefix + ++inferences);
        PayloadRef request = recording.payload(
                PayloadKind.INFERENCE_REQUEST,
                "{\n  \"model\": \"" + MODEL + "\",\n  \"input\": [\n    " + String.join(",\n    ", history)
                        + "\n  ]\n}\n");
        event(new RawEventPayload.InferenceStarted(id, thread, turn(), MODEL, "example", null, request));
        return id;
    }

    /** The model answers after a while. */
    void answer(InferenceCallId id, long ms, String... items) {
        recording.pass(ms);
        history.addAll(List.of(items));
        String responseId = "resp_" + id.value().substring("inference-".length());
        tokens += 180L * items.length;
        PayloadRef response = recording.payload(PayloadKind.INFERENCE_RESPONSE, """
                {
                  "response_id": "%s",
                  "output_items": [
                    %s
                  ],
                  "token_usage": {"input_tokens": %d, "cached_input_tokens": %d, "output_tokens": %d, "reasoning_output_tokens": 24}
                }
                """.formatted(
                        responseId, String.join(",\n    ", items), tokens, tokens / 2, 90 * items.length));
        event(new RawEventPayload.InferenceCompleted(id, new ResponseId(responseId), null, response));
    }

    /** Asks, and gets an answer after a while. */
    void exchange(long ms, String... items) {
        answer(ask(), ms, items);
    }

    /** The runtime starts a tool for a call of the model. */
    void startTool(String id, ToolKind kind, String name, String arguments, String label) {
        PayloadRef invocation =
                recording.payload(PayloadKind.TOOL_INVOCATION, """
                {"tool_name": "%s", "call_id": "%s", "payload": {"type": "function", "arguments": %s}}
                """.formatted(name, id, Items.quoted(arguments)));
        event(new RawEventPayload.ToolCallStarted(
                new ToolCallId(id),
                new CallId(id),
                null,
                new Requester.Model(),
                kind,
                new ToolSummary.Generic(name, label, null),
                invocation));
    }

    void startNested(String id, String cell, ToolKind kind, String label) {
        event(new RawEventPayload.ToolCallStarted(
                new ToolCallId(id),
                null,
                null,
                new Requester.CodeCell(new RuntimeCellId(cell)),
                kind,
                new ToolSummary.Generic(label, label, null),
                null));
    }

    void endTool(String id, ExecutionStatus status, String output) {
        PayloadRef result = recording.payload(PayloadKind.TOOL_RESULT, """
                {"type": "direct_response", "response_item": %s}
                """.formatted(Items.output(id, output)));
        event(new RawEventPayload.ToolCallEnded(new ToolCallId(id), status, result));
    }

    /** The runtime runs a command in a terminal. */
    void runCommand(String id, String terminal, String command, long ms, int exitCode, String output) {
        String start = """
                {"command": ["bash", "-lc", %s], "cwd": "/home/dev/shop", "process_id": "%s"}
                """.formatted(Items.quoted(command), terminal);
        event(new RawEventPayload.ToolRuntimeStarted(
                new ToolCallId(id), recording.payload(PayloadKind.TOOL_RUNTIME_EVENT, start)));
        recording.pass(ms);
        String end = """
                {"process_id": "%s", "exit_code": %d, "stdout": %s, "stderr": "", "formatted_output": %s}
                """.formatted(terminal, exitCode, Items.quoted(output), Items.quoted(output));
        event(new RawEventPayload.ToolRuntimeEnded(
                new ToolCallId(id),
                exitCode == 0 ? ExecutionStatus.COMPLETED : ExecutionStatus.FAILED,
                recording.payload(PayloadKind.TOOL_RUNTIME_EVENT, end)));
    }

    /** A command from the call to what the model sees of it; the next request carries the output. */
    void command(String id, String terminal, String command, long ms, int exitCode, String output) {
        startTool(
                id, ToolKind.BuiltIn.EXEC_COMMAND, "exec_command", "{\"cmd\":" + Items.quoted(command) + "}", command);
        runCommand(id, terminal, command, ms, exitCode, output);
        endTool(id, exitCode == 0 ? ExecutionStatus.COMPLETED : ExecutionStatus.FAILED, output);
        history.add(Items.output(id, output));
    }

    /** The runtime tells what came of a tool that is no command. */
    void runtimeEnd(String id, String json) {
        event(new RawEventPayload.ToolRuntimeEnded(
                new ToolCallId(id),
                ExecutionStatus.COMPLETED,
                recording.payload(PayloadKind.TOOL_RUNTIME_EVENT, json)));
    }
}

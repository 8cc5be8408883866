/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.writer.recorder.InferenceAttempt;
import dev.tracefold.writer.recorder.ModelCall;
import dev.tracefold.writer.recorder.ResponseBody;
import dev.tracefold.writer.recorder.ThreadTrace;
import dev.tracefold.writer.recorder.ToolCallTrace;
import dev.tracefold.writer.recorder.ToolDispatch;
import dev.tracefold.writer.recorder.ToolInput;
import dev.tracefold.writer.recorder.ToolOrigin;
import dev.tracefold.writer.recorder.ToolResult;

/** An agent whose model and tools answer what the script says, and which records like a real one. */
final class PlayedAgent {
    private static final String MODEL = "gpt-test";

    private final ThreadTrace trace;
    private final TurnId turn;
    private final List<ObjectNode> history = new ArrayList<>();

    PlayedAgent(ThreadTrace trace, String turn, ObjectNode... prompt) {
        this.trace = trace;
        this.turn = new TurnId(turn);
        history.addAll(Arrays.asList(prompt));
        trace.recordTurnStarted(this.turn);
    }

    TurnId turn() {
        return turn;
    }

    /** Something arrived that the model will see with the next request. */
    void hears(ObjectNode item) {
        history.add(item);
    }

    /** One round trip to the model. */
    void asksItsModel(String responseId, ObjectNode answer) {
        InferenceAttempt attempt = trace.inference(() -> new ModelCall(turn, MODEL, "test-provider"))
                .newAttempt();
        attempt.recordStarted(() -> Items.request(MODEL, history));
        attempt.recordCompleted(new ResponseId(responseId), null, () -> ResponseBody.of(List.of(answer)));
        history.add(answer);
    }

    /** The runtime carries out what the model asked for: {@code begin} and {@code end} are what it observes. */
    void usesTool(ObjectNode call, List<ObjectNode> begin, ObjectNode end, String output) {
        String callId = call.path("call_id").textValue();
        ToolCallId toolCallId = new ToolCallId(callId);
        ToolCallTrace tool = trace.startToolCall(() -> new ToolDispatch(
                toolCallId,
                turn,
                call.path("name").textValue(),
                null,
                new ToolOrigin.Model(new CallId(callId)),
                new ToolInput.Function(call.path("arguments").textValue())));
        begin.forEach(body -> trace.recordToolRuntimeStarted(toolCallId, () -> body));
        trace.recordToolRuntimeEnded(toolCallId, ExecutionStatus.COMPLETED, () -> end);
        ObjectNode item = Items.output(callId, output);
        tool.recordEnded(ExecutionStatus.COMPLETED, () -> new ToolResult.DirectResponse(item));
        history.add(item);
    }

    /** A command in a terminal. */
    void runs(ObjectNode call, String command, String stdout) {
        ObjectNode begin = JsonNodeFactory.instance
                .objectNode()
                .put("call_id", call.path("call_id").textValue());
        begin.putArray("command").add("bash").add("-lc").add(command);
        begin.put("cwd", "/repo").put("process_id", "4001");
        ObjectNode end = begin.deepCopy()
                .put("stdout", stdout)
                .put("stderr", "")
                .put("exit_code", 0)
                .put("formatted_output", stdout);
        usesTool(call, List.of(begin), end, stdout);
    }

    void isDone() {
        trace.recordTurnEnded(turn, ExecutionStatus.COMPLETED);
        trace.recordEnded(RolloutStatus.COMPLETED);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.Requester;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolSummary;
import dev.tracefold.writer.EventContext;
import dev.tracefold.writer.TraceWriter;
import dev.tracefold.writer.WriterOptions;

/**
 * Writes a session of any length in which every request sends the whole history again, as sessions do: its bytes grow
 * with the square of its turns. For benchmarks, and to see what a long session looks like.
 */
public final class WriteALongSession {
    private static final ThreadId THREAD = new ThreadId("thread");

    private final TraceWriter writer;
    private final List<Object> history = new ArrayList<>();
    private final String words;

    private WriteALongSession(TraceWriter writer, int bytesOfAnItem) {
        this.writer = writer;
        this.words = "word ".repeat(bytesOfAnItem / 5);
    }

    /**
     * Writes one.
     *
     * @param args the directory, how many turns, and how many bytes an item has
     * @throws IOException if the directory is there and not empty, or cannot be written
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: WriteALongSession DIRECTORY TURNS BYTES_OF_AN_ITEM");
            System.exit(2);
        }
        write(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    }

    /** Two events, and eight for every turn. */
    static void write(Path bundle, int turns, int bytesOfAnItem) throws IOException {
        try (TraceWriter writer = TraceWriter.create(
                bundle, new TraceId("trace"), new RolloutId("rollout"), THREAD, WriterOptions.defaults())) {
            WriteALongSession session = new WriteALongSession(writer, bytesOfAnItem);
            writer.append(EventContext.NONE, new RawEventPayload.RolloutStarted(new TraceId("trace"), THREAD));
            writer.append(EventContext.NONE, new RawEventPayload.ThreadStarted(THREAD, "/root", null));
            for (int turn = 1; turn <= turns; turn++) {
                session.turn(turn);
            }
        }
    }

    private void turn(int n) throws IOException {
        TurnId turn = new TurnId("turn-" + n);
        CallId call = new CallId("call-" + n);
        EventContext context = EventContext.of(THREAD, turn);
        writer.append(context, new RawEventPayload.TurnStarted(turn, THREAD));
        history.add(message("user", "input_text", n));
        Object toolCall = Map.of("type", "function_call", "name", "shell", "arguments", "{}", "call_id", call.value());
        infer(context, turn, n * 2 - 1, List.of(toolCall));
        ToolCallId tool = new ToolCallId("tool-" + n);
        writer.append(
                context,
                new RawEventPayload.ToolCallStarted(
                        tool,
                        call,
                        null,
                        new Requester.Model(),
                        ToolKind.BuiltIn.APPLY_PATCH,
                        new ToolSummary.Generic("patch", null, null),
                        null));
        writer.append(context, new RawEventPayload.ToolCallEnded(tool, ExecutionStatus.COMPLETED, null));
        history.add(Map.of("type", "function_call_output", "call_id", call.value(), "output", words + n));
        infer(context, turn, n * 2, List.of(message("assistant", "output_text", n)));
        writer.append(context, new RawEventPayload.TurnEnded(turn, ExecutionStatus.COMPLETED));
    }

    private Object message(String role, String type, int n) {
        return Map.of(
                "type", "message", "role", role, "content", List.of(Map.of("type", type, "text", words + role + n)));
    }

    private void infer(EventContext context, TurnId turn, int n, List<Object> output) throws IOException {
        InferenceCallId id = new InferenceCallId("inference-" + n);
        PayloadRef request = writer.writePayload(PayloadKind.INFERENCE_REQUEST, Map.of("input", history));
        writer.append(
                context,
                new RawEventPayload.InferenceStarted(id, THREAD, turn, "gpt-test", "test-provider", null, request));
        PayloadRef response = writer.writePayload(PayloadKind.INFERENCE_RESPONSE, Map.of("output_items", output));
        writer.append(
                context, new RawEventPayload.InferenceCompleted(id, new ResponseId("response-" + n), null, response));
        history.addAll(output);
    }
}

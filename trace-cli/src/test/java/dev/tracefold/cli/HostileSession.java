/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli;

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

/** A session whose every name and text would rather be something else. */
final class HostileSession {
    /** What sets {@code window.hacked} if it is ever run, and what breaks pages that are put together carelessly. */
    static final List<String> TEXTS = List.of(
            "<script>window.hacked=1</script>",
            "</script><script>window.hacked=2</script>",
            "<img src=x onerror=window.hacked=3>",
            "\"><svg onload=window.hacked=4>",
            "' onmouseover='window.hacked=5' x='",
            "javascript:window.hacked=6",
            "[a link](javascript:window.hacked=7) <a href=\"javascript:window.hacked=8\">click</a>",
            "<iframe srcdoc=\"<script>parent.hacked=9</script>\"></iframe>",
            "<!--<script>",
            "-->]]></style></textarea></title>",
            "{{data}}{{script}}${window.hacked=10}",
            "\u202eright to left\u202c \u200f\u2066isolated\u2069",
            "\u0000\u0007\u001b[2J\u001b]0;title\u0007\u007f\u0085",
            "line\u2028and\u2029paragraph",
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 z\u0335\u0322\u0327algo \ufeff",
            "<base href=http://198.51.100.7/><link rel=stylesheet href=//198.51.100.7/x.css>",
            "<meta http-equiv=refresh content=\"0;url=http://198.51.100.7/\">",
            "<form action=http://198.51.100.7/><button autofocus onfocus=window.hacked=11>");

    /** Names that mean something to JavaScript's own objects. */
    private static final List<String> NAMES =
            List.of("__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "then");

    private static final TraceId TRACE = new TraceId("trace</title><script>window.hacked=12</script>");
    private static final RolloutId ROLLOUT = new RolloutId("</title><script>window.hacked=13</script>");
    private static final ThreadId THREAD = new ThreadId("__proto__");

    private HostileSession() {}

    static Path write(Path bundle) throws IOException {
        try (TraceWriter writer = TraceWriter.create(bundle, TRACE, ROLLOUT, THREAD, WriterOptions.defaults())) {
            writer.append(EventContext.NONE, new RawEventPayload.RolloutStarted(TRACE, THREAD));
            PayloadRef metadata = writer.writePayload(
                    PayloadKind.SESSION_METADATA,
                    Map.of("nickname", TEXTS.get(0), "agent_role", TEXTS.get(2), "model", TEXTS.get(3)));
            writer.append(
                    EventContext.of(THREAD),
                    new RawEventPayload.ThreadStarted(THREAD, "/root/" + TEXTS.get(1), metadata));
            List<Object> history = new ArrayList<>();
            int n = 0;
            for (String name : NAMES) {
                turn(writer, name, history, n);
                n += 3;
            }
        }
        return bundle;
    }

    private static String text(int n) {
        return TEXTS.get(n % TEXTS.size());
    }

    private static void turn(TraceWriter writer, String name, List<Object> history, int n) throws IOException {
        TurnId turn = new TurnId(name);
        EventContext context = EventContext.of(THREAD, turn);
        CallId call = new CallId(name);
        writer.append(context, new RawEventPayload.TurnStarted(turn, THREAD));
        for (int i = 0; i < 3; i++) {
            history.add(message("user", "input_text", text(n + i)));
        }
        InferenceCallId inference = new InferenceCallId(name + text(n));
        PayloadRef request = writer.writePayload(PayloadKind.INFERENCE_REQUEST, Map.of("input", history));
        writer.append(
                context,
                new RawEventPayload.InferenceStarted(inference, THREAD, turn, text(n), text(n + 1), null, request));
        List<Object> output = List.of(
                message("assistant", "output_text", text(n + 1)),
                Map.of("type", "function_call", "name", text(n + 2), "arguments", text(n), "call_id", call.value()));
        PayloadRef response = writer.writePayload(PayloadKind.INFERENCE_RESPONSE, Map.of("output_items", output));
        writer.append(context, new RawEventPayload.InferenceCompleted(inference, new ResponseId(name), null, response));
        history.addAll(output);
        ToolCallId tool = new ToolCallId(name);
        PayloadRef invocation = writer.writePayload(PayloadKind.TOOL_INVOCATION, Map.of(text(n), text(n + 1)));
        writer.append(
                context,
                new RawEventPayload.ToolCallStarted(
                        tool,
                        call,
                        null,
                        new Requester.Model(),
                        ToolKind.BuiltIn.APPLY_PATCH,
                        new ToolSummary.Generic(text(n), text(n + 1), text(n + 2)),
                        invocation));
        writer.append(context, new RawEventPayload.ToolCallEnded(tool, ExecutionStatus.FAILED, null));
        history.add(Map.of("type", "function_call_output", "call_id", call.value(), "output", text(n + 2)));
        writer.append(context, new RawEventPayload.TurnEnded(turn, ExecutionStatus.FAILED));
    }

    private static Object message(String role, String type, String text) {
        return Map.of("type", "message", "role", role, "content", List.of(Map.of("type", type, "text", text)));
    }
}

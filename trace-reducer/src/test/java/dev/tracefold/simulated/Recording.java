/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.simulated;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.CodeCellRuntimeStatus;
import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.CompactionId;
import dev.tracefold.model.id.CompactionRequestId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.McpCallId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.ResponseId;
import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.RuntimeCellId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.id.UpstreamRequestId;
import dev.tracefold.model.json.GraphJson;
import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.ManifestJson;
import dev.tracefold.model.json.RawEventJson;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.RequestInputMode;
import dev.tracefold.model.raw.Requester;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolSummary;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.reducer.Payloads;
import dev.tracefold.reducer.ReducedState;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.reducer.TraceReducer;
import dev.tracefold.reducer.body.BodyException;

/**
 * A bundle in memory that is made up event by event. Bodies are given as JSON text, which need not be any. Every event
 * comes ten milliseconds after the one before it, in the thread and turn that were entered last.
 */
public final class Recording {
    public static final String ROOT = thread(1);

    private final TraceManifest manifest =
            TraceManifest.of(new TraceId("trace"), new RolloutId("rollout"), new ThreadId(ROOT), 1000);
    private final List<RawTraceEvent> events = new ArrayList<>();
    private final Map<PayloadId, byte[]> bodies = new LinkedHashMap<>();
    private @Nullable ThreadId thread;
    private @Nullable TurnId turn;
    private long now = 1000;

    private Recording() {}

    /** Nothing has happened yet. */
    public static Recording empty() {
        return new Recording();
    }

    /** The root thread runs, in a turn named "turn". */
    public static Recording inTurn() {
        Recording recording = new Recording();
        recording.add(new RawEventPayload.RolloutStarted(new TraceId("trace"), new ThreadId(ROOT)));
        return recording.thread(ROOT, "/root", null).in(ROOT, null).turn("turn");
    }

    /** Thread ids are UUIDs, since the bodies of agents ask for that. */
    public static String thread(int number) {
        return String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number);
    }

    // The envelope.

    /** What comes next is in that thread and turn. */
    public Recording in(@Nullable String threadId, @Nullable String turnId) {
        thread = threadId == null ? null : new ThreadId(threadId);
        turn = turnId == null ? null : new TurnId(turnId);
        return this;
    }

    /** The next event comes at that time. */
    public Recording at(long unixMs) {
        now = unixMs - 10;
        return this;
    }

    public Recording add(RawEventPayload payload) {
        now += 10;
        events.add(new RawTraceEvent(events.size() + 1, now, manifest.rolloutId(), thread, turn, payload));
        return this;
    }

    /** Keeps a body and gives the reference to it. */
    public PayloadRef body(PayloadKind kind, String json) {
        int ordinal = bodies.size() + 1;
        PayloadId id = new PayloadId("raw_payload:" + ordinal);
        bodies.put(id, json.getBytes(StandardCharsets.UTF_8));
        return new PayloadRef(id, kind, "payloads/" + ordinal + ".json");
    }

    private @Nullable PayloadRef optional(PayloadKind kind, @Nullable String json) {
        return json == null ? null : body(kind, json);
    }

    // Threads and turns.

    public Recording thread(String id, String path, @Nullable String metadata) {
        return add(new RawEventPayload.ThreadStarted(
                new ThreadId(id), path, optional(PayloadKind.SESSION_METADATA, metadata)));
    }

    public Recording threadEnds(String id, RolloutStatus status) {
        return add(new RawEventPayload.ThreadEnded(new ThreadId(id), status));
    }

    /** A turn of the current thread begins, and is entered. */
    public Recording turn(String id) {
        return in(threadId(), id).add(new RawEventPayload.TurnStarted(new TurnId(id), new ThreadId(threadId())));
    }

    public Recording turnEnds(String id, ExecutionStatus status) {
        return add(new RawEventPayload.TurnEnded(new TurnId(id), status));
    }

    private String threadId() {
        if (thread == null) {
            throw new IllegalStateException("enter a thread first");
        }
        return thread.value();
    }

    // Inference.

    /** A request that carries these items and nothing else. */
    public Recording request(String inference, String... items) {
        return requestOf(inference, null, "{\"input\":[" + String.join(",", items) + "]}");
    }

    /** A request that goes on from a response. */
    public Recording continuation(String inference, String previous, String... items) {
        return requestOf(
                inference,
                null,
                "{\"previous_response_id\":" + Js.quoted(previous) + ",\"input\":[" + String.join(",", items) + "]}");
    }

    public Recording requestOf(String inference, @Nullable RequestInputMode mode, String body) {
        return add(new RawEventPayload.InferenceStarted(
                new InferenceCallId(inference),
                new ThreadId(threadId()),
                turn == null ? new TurnId("none") : turn,
                "model",
                "provider",
                mode,
                body(PayloadKind.INFERENCE_REQUEST, body)));
    }

    public Recording response(String inference, @Nullable String responseId, String... items) {
        return responseOf(inference, responseId, "{\"output_items\":[" + String.join(",", items) + "]}");
    }

    public Recording responseOf(String inference, @Nullable String responseId, String body) {
        return add(new RawEventPayload.InferenceCompleted(
                new InferenceCallId(inference),
                responseId == null ? null : new ResponseId(responseId),
                null,
                body(PayloadKind.INFERENCE_RESPONSE, body)));
    }

    public Recording failed(String inference, @Nullable String upstream, @Nullable String body) {
        return add(new RawEventPayload.InferenceFailed(
                new InferenceCallId(inference),
                upstream == null ? null : new UpstreamRequestId(upstream),
                "error",
                optional(PayloadKind.INFERENCE_RESPONSE, body)));
    }

    public Recording cancelled(String inference, @Nullable String body) {
        return add(new RawEventPayload.InferenceCancelled(
                new InferenceCallId(inference), null, "reason", optional(PayloadKind.INFERENCE_RESPONSE, body)));
    }

    // Tools.

    /** A tool call of the model, without an invocation. */
    public Recording tool(String tool, @Nullable String callId, ToolKind kind) {
        return tool(tool, callId, kind, null);
    }

    public Recording tool(String tool, @Nullable String callId, ToolKind kind, @Nullable String invocation) {
        return tool(tool, callId, kind, invocation, new Requester.Model());
    }

    public Recording nestedTool(String tool, String runtimeCell, ToolKind kind) {
        return tool(tool, null, kind, null, new Requester.CodeCell(new RuntimeCellId(runtimeCell)));
    }

    public Recording tool(
            String tool, @Nullable String callId, ToolKind kind, @Nullable String invocation, Requester requester) {
        return add(new RawEventPayload.ToolCallStarted(
                new ToolCallId(tool),
                callId == null ? null : new CallId(callId),
                null,
                requester,
                kind,
                new ToolSummary.Generic("label", null, null),
                optional(PayloadKind.TOOL_INVOCATION, invocation)));
    }

    public Recording correlated(String tool, String mcpCall) {
        return add(new RawEventPayload.McpCorrelationAssigned(new ToolCallId(tool), new McpCallId(mcpCall)));
    }

    public Recording runtimeStarted(String tool, String body) {
        return add(new RawEventPayload.ToolRuntimeStarted(
                new ToolCallId(tool), body(PayloadKind.TOOL_RUNTIME_EVENT, body)));
    }

    public Recording runtimeEnded(String tool, String body) {
        return runtimeEnded(tool, ExecutionStatus.COMPLETED, body);
    }

    public Recording runtimeEnded(String tool, ExecutionStatus status, String body) {
        return add(new RawEventPayload.ToolRuntimeEnded(
                new ToolCallId(tool), status, body(PayloadKind.TOOL_RUNTIME_EVENT, body)));
    }

    public Recording toolEnds(String tool, ExecutionStatus status, @Nullable String result) {
        return add(new RawEventPayload.ToolCallEnded(
                new ToolCallId(tool), status, optional(PayloadKind.TOOL_RESULT, result)));
    }

    // Code cells.

    public Recording cell(String runtimeCell, String callId) {
        return add(new RawEventPayload.CodeCellStarted(new RuntimeCellId(runtimeCell), new CallId(callId), "js"));
    }

    public Recording cellResponds(String runtimeCell, CodeCellRuntimeStatus status) {
        return add(new RawEventPayload.CodeCellInitialResponse(new RuntimeCellId(runtimeCell), status, null));
    }

    public Recording cellEnds(String runtimeCell, CodeCellRuntimeStatus status) {
        return add(new RawEventPayload.CodeCellEnded(new RuntimeCellId(runtimeCell), status, null));
    }

    // Compaction.

    public Recording compactionRequest(String compaction, String request) {
        return add(new RawEventPayload.CompactionRequestStarted(
                new CompactionId(compaction),
                new CompactionRequestId(request),
                new ThreadId(threadId()),
                turn == null ? new TurnId("none") : turn,
                "model",
                "provider",
                body(PayloadKind.COMPACTION_REQUEST, "{}")));
    }

    public Recording compactionCompleted(String compaction, String request, String body) {
        return add(new RawEventPayload.CompactionRequestCompleted(
                new CompactionId(compaction),
                new CompactionRequestId(request),
                body(PayloadKind.COMPACTION_RESPONSE, body)));
    }

    public Recording compactionFailed(String compaction, String request) {
        return add(new RawEventPayload.CompactionRequestFailed(
                new CompactionId(compaction), new CompactionRequestId(request), "error"));
    }

    /** A compaction puts the second history in place of the first. */
    public Recording install(String compaction, List<String> input, List<String> replacement) {
        return installOf(
                compaction,
                "{\"input_history\":[" + String.join(",", input) + "],\"replacement_history\":["
                        + String.join(",", replacement) + "]}");
    }

    public Recording installOf(String compaction, String body) {
        return add(new RawEventPayload.CompactionInstalled(
                new CompactionId(compaction), body(PayloadKind.COMPACTION_CHECKPOINT, body)));
    }

    // Agents.

    public Recording result(String edge, String child, String childTurn, String parent, String message) {
        return add(new RawEventPayload.AgentResultObserved(
                new EdgeId(edge),
                new ThreadId(child),
                new TurnId(childTurn),
                new ThreadId(parent),
                message,
                body(PayloadKind.AGENT_RESULT, "{}")));
    }

    // What came of it.

    public TraceManifest manifest() {
        return manifest;
    }

    public List<RawTraceEvent> events() {
        return List.copyOf(events);
    }

    /** The bodies, parsed anew for each of these. */
    public Payloads payloads() {
        Map<PayloadId, JsonValue> parsed = new LinkedHashMap<>();
        return ref -> {
            JsonValue known = parsed.get(ref.payloadId());
            if (known == null) {
                known = parse(ref);
                parsed.put(ref.payloadId(), known);
            }
            return known;
        };
    }

    private JsonValue parse(PayloadRef ref) throws BodyException {
        byte[] body = bodies.get(ref.payloadId());
        if (body == null) {
            throw new IllegalStateException("no body for " + ref);
        }
        try {
            return Json.parse(body);
        } catch (MalformedJsonException e) {
            throw new BodyException(BodyException.Fault.MALFORMED, e.problem());
        }
    }

    /** The state behind the last event, not finished. */
    public ReducedState state() {
        return fold(events);
    }

    /** The state behind these events, which may be a part of the recording, not finished. */
    public ReducedState fold(List<RawTraceEvent> part) {
        return fold(ReducedState.empty(manifest), part);
    }

    /** The state behind these events, which come after that state. */
    public ReducedState fold(ReducedState from, List<RawTraceEvent> part) {
        Payloads payloads = payloads();
        ReducedState state = from;
        for (RawTraceEvent event : part) {
            state = TraceReducer.apply(state, event, payloads).getOrElseThrow(error -> new AssertionError(error));
        }
        return state;
    }

    public RolloutTrace graph() {
        return TraceReducer.finish(state()).graph();
    }

    /** The error of the last event; the events before it must be good. */
    public ReductionError error() {
        ReducedState before = fold(events.subList(0, events.size() - 1));
        var next = TraceReducer.apply(before, events.get(events.size() - 1), payloads());
        if (next.isRight()) {
            throw new AssertionError("the last event was accepted: " + events.get(events.size() - 1));
        }
        return next.getLeft();
    }

    /** What a finished state looks like on disk. */
    public static byte[] written(ReducedState state) {
        return written(TraceReducer.finish(state).graph());
    }

    public static byte[] written(SessionGraph graph) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            GraphJson.write(graph, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The log as one array. */
    public byte[] log() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (RawTraceEvent event : events) {
            out.writeBytes(RawEventJson.toLine(event));
        }
        return out.toByteArray();
    }

    /** Writes the bundle into a directory, which is made if it is not there. */
    public Path writeTo(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("payloads"));
        Files.write(directory.resolve("manifest.json"), ManifestJson.toBytes(manifest));
        Files.write(directory.resolve("trace.jsonl"), log());
        for (Map.Entry<PayloadId, byte[]> body : bodies.entrySet()) {
            String ordinal = body.getKey().value().substring("raw_payload:".length());
            Files.write(directory.resolve("payloads/" + ordinal + ".json"), body.getValue());
        }
        return directory;
    }
}

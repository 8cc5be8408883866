/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.PayloadKind;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.Requester;
import dev.tracefold.model.raw.ToolSummary;
import dev.tracefold.model.value.JsonValue.JsonString;

/**
 * Calls, the tools behind them, and their outputs. Within a session a call id means one call to the reduction, but some
 * models count their calls anew in every turn: a call whose id was there before gets one of its own, and so does what comes
 * of it.
 */
final class Calls {
    // What comes of a call comes soon; what is further back is only known by a digest.
    private static final int MOST_KNOWN = 4096;

    private final Emitter emitter;
    private final PassedOver passedOver;
    private final Set<Call.Started> running = new LinkedHashSet<>();
    private final Map<String, Call> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Call> eldest) {
            return size() > MOST_KNOWN;
        }
    };
    private final WebSearches searches;
    private final Terminals terminals;
    private boolean agentsCalled;

    Calls(Emitter emitter, Terminals terminals, PassedOver passedOver) {
        this.terminals = terminals;
        this.emitter = emitter;
        this.passedOver = passedOver;
        this.searches = new WebSearches(passedOver);
    }

    WebSearches searches() {
        return searches;
    }

    /** Whether any tool of agents was called so far, which few sessions do. */
    boolean agentsCalled() {
        return agentsCalled;
    }

    /** The tool that goes by a call id of the rollout; null if there is none. */
    Call.@Nullable Started tool(@Nullable String rawId) {
        Call call = rawId == null ? null : known.get(rawId);
        return call == null ? null : call.tool;
    }

    /** A model has called: gives the item as the conversation is to hold it. */
    Slice called(JsonFields item, long time, TurnId turn) {
        String rawId = item.text("call_id");
        long digest = Digests.of(item.object());
        Call before = rawId == null ? null : known.get(rawId);
        Call call = rawId == null ? new Call(null) : before;
        if (call == null || call.callDigest != 0 || call.tool != null) {
            call = new Call(freeId(String.valueOf(rawId)));
        }
        call.callDigest = digest;
        if (rawId != null) {
            if (before != null) {
                known.remove(rawId); // It goes to the end.
            }
            known.put(rawId, call);
        }
        start(call, item, time, turn);
        return renamed(item, rawId, call.callId);
    }

    private void start(Call call, JsonFields item, long time, TurnId turn) {
        Invocation invocation = Invocation.of(item, terminals);
        boolean search = "web_search_call".equals(item.type());
        String own = call.callId != null ? call.callId.value() : search ? searches.idOf(item) : item.text("id");
        ToolCallId id = call.callId != null
                ? new ToolCallId(call.callId.value())
                : new ToolCallId(emitter.ids().tool(own));
        Call.Started tool = new Call.Started(id, invocation, turn, time);
        call.tool = tool;
        agentsCalled |= ToolNames.isAgents(tool.kind);
        Body body = invocation.body();
        PayloadRef ref = body == null ? null : emitter.body(PayloadKind.TOOL_INVOCATION, body);
        emitter.emit(
                time,
                turn,
                new RawEventPayload.ToolCallStarted(
                        id,
                        call.callId,
                        null,
                        new Requester.Model(),
                        tool.kind,
                        new ToolSummary.Generic(invocation.name(), invocation.preview(), null),
                        ref));
        running.add(tool);
        if (search) {
            // The provider carries these out itself: nothing comes back but the answer.
            searches.called(item, tool);
            end(tool, time, ExecutionStatus.COMPLETED, null);
        } else if ("image_generation_call".equals(item.type())) {
            end(tool, time, ExecutionStatus.COMPLETED, null);
        } else if (call.outputDigest != 0) {
            end(tool, time, ExecutionStatus.COMPLETED, null);
        }
    }

    private CallId freeId(String wanted) {
        return emitter.ids().call(wanted);
    }

    /** Something came back: gives the item as the conversation is to hold it. */
    Slice returned(JsonFields item, long time, @Nullable TurnId turn) {
        String rawId = item.text("call_id");
        if (rawId == null) {
            return item.object();
        }
        long digest = Digests.of(item.object());
        Call call = known.get(rawId);
        if (call == null) {
            call = new Call(freeId(rawId));
            known.put(rawId, call);
        }
        if (call.outputDigest != 0 && call.outputDigest != digest) {
            passedOver.count("second output of one call, not linked to it");
            return renamed(item, rawId, freeId(rawId));
        }
        boolean first = call.outputDigest == 0;
        call.outputDigest = digest;
        Slice output = renamed(item, rawId, call.callId);
        Call.Started tool = call.tool;
        if (first && tool != null && !tool.ended) {
            PayloadRef ref = emitter.body(
                    PayloadKind.TOOL_RESULT,
                    new Body().text("type", "direct_response").raw("response_item", output));
            boolean failed = tool.failed || OutputStatus.failed(item);
            emitter.emit(
                    time,
                    turn == null ? tool.turn : turn,
                    ended(tool, failed ? ExecutionStatus.FAILED : ExecutionStatus.COMPLETED, ref));
        }
        return output;
    }

    private RawEventPayload ended(Call.Started tool, ExecutionStatus status, @Nullable PayloadRef result) {
        tool.ended = true;
        running.remove(tool);
        return new RawEventPayload.ToolCallEnded(tool.id, status, result);
    }

    private void end(Call.Started tool, long time, ExecutionStatus status, @Nullable PayloadRef result) {
        emitter.emit(time, tool.turn, ended(tool, status, result));
    }

    /** A turn was given up: what was called in it and did not come back goes with it. */
    void turnAborted(long time, @Nullable TurnId turn) {
        List<Call.Started> left = running.stream()
                .filter(tool -> tool.turn != null && tool.turn.equals(turn))
                .toList();
        left.forEach(tool -> end(tool, time, ExecutionStatus.ABORTED, null));
    }

    /** Whether anything that was called in a turn has not come back. */
    boolean anyRunning() {
        return !running.isEmpty();
    }

    /** An item of a compaction's replacement: no call, but a call id in it must not contradict what was said. */
    Slice replaced(JsonFields item, boolean output) {
        String rawId = item.text("call_id");
        if (rawId == null) {
            return item.object();
        }
        long digest = Digests.of(item.object());
        Call call = known.get(rawId);
        if (call == null) {
            call = new Call(freeId(rawId));
            known.put(rawId, call);
        }
        long before = output ? call.outputDigest : call.callDigest;
        if (before != 0 && before != digest) {
            return renamed(item, rawId, freeId(rawId));
        }
        if (output) {
            call.outputDigest = digest;
        } else {
            call.callDigest = digest;
        }
        return renamed(item, rawId, call.callId);
    }

    /** The item with another call id, if it needs one. */
    private static Slice renamed(JsonFields item, @Nullable String rawId, @Nullable CallId callId) {
        Slice object = item.object();
        Slice value = item.raw("call_id");
        if (rawId == null || callId == null || value == null || callId.value().equals(rawId)) {
            return object;
        }
        return object.with(value, new JsonString(callId.value()).compact().getBytes(StandardCharsets.UTF_8));
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.EdgeAnchor;
import dev.tracefold.model.graph.EdgeKind;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload.AgentResultObserved;
import dev.tracefold.model.raw.ToolKind;

/** What agents do to each other: spawn, task, message, result, close. */
final class AgentSteps {
    private AgentSteps() {}

    static void runtimeStarted(Draft draft, ToolCallId id, PayloadRef ref, Bodies bodies) throws Refusal {
        ToolState tool = draft.tool(id);
        EdgeKind kind = kindOf(tool.call().kind());
        if (kind == null || kind == EdgeKind.SPAWN_AGENT) {
            return;
        }
        Fields body = bodies.fields(ref);
        if (kind == EdgeKind.CLOSE_AGENT) {
            close(draft, tool, body.thread("receiver_thread_id"), null);
        } else {
            send(draft, tool, kind, body, null);
        }
    }

    static void runtimeEnded(Draft draft, Moment at, ToolCallId id, Fields body, Bodies bodies) throws Refusal {
        ToolState tool = draft.tool(id);
        if (body.has("agent_thread_id")) {
            activity(draft, at, tool, body, bodies);
            return;
        }
        EdgeKind kind = kindOf(tool.call().kind());
        if (kind == null) {
            return;
        }
        switch (kind) {
            case SPAWN_AGENT -> spawned(draft, at, tool, body);
            case ASSIGN_AGENT_TASK, SEND_MESSAGE -> send(draft, tool, kind, body, at.atUnixMs());
            case CLOSE_AGENT -> close(draft, tool, body.thread("receiver_thread_id"), at.atUnixMs());
            case AGENT_RESULT -> throw new IllegalStateException("no tool brings a result");
        }
    }

    private static @Nullable EdgeKind kindOf(ToolKind kind) {
        if (!(kind instanceof ToolKind.BuiltIn builtIn)) {
            return null;
        }
        return switch (builtIn) {
            case SPAWN_AGENT -> EdgeKind.SPAWN_AGENT;
            case ASSIGN_AGENT_TASK -> EdgeKind.ASSIGN_AGENT_TASK;
            case SEND_MESSAGE -> EdgeKind.SEND_MESSAGE;
            case CLOSE_AGENT -> EdgeKind.CLOSE_AGENT;
            case EXEC_COMMAND, WRITE_STDIN, APPLY_PATCH, WEB, IMAGE_GENERATION, WAIT_AGENT -> null;
        };
    }

    private static void spawned(Draft draft, Moment at, ToolState tool, Fields body) throws Refusal {
        ThreadId sender = body.thread("sender_thread_id");
        String prompt = body.text("prompt");
        if (body.has("new_thread_id")) {
            ThreadId child = body.thread("new_thread_id");
            EdgeId id = Ordinals.spawn(sender, child);
            deliver(draft, tool, delivery(tool, id, EdgeKind.SPAWN_AGENT, sender, child, prompt, at.atUnixMs()));
        }
    }

    private static void send(Draft draft, ToolState tool, EdgeKind kind, Fields body, @Nullable Long endedAt)
            throws Refusal {
        ThreadId sender = body.thread("sender_thread_id");
        ThreadId receiver = body.thread("receiver_thread_id");
        String prompt = body.text("prompt");
        EdgeId id = Ordinals.edge(tool.call().toolCallId());
        deliver(draft, tool, delivery(tool, id, kind, sender, receiver, prompt, endedAt));
    }

    /** A newer form of runtime end: what became of which agent; the words are those of the invocation. */
    private static void activity(Draft draft, Moment at, ToolState tool, Fields body, Bodies bodies) throws Refusal {
        String name = body.text("kind");
        ThreadId agent = body.thread("agent_thread_id");
        EdgeKind kind = kindOf(tool.call().kind());
        ThreadId sender = tool.call().threadId();
        ToolCallId toolId = tool.call().toolCallId();
        if (kind == EdgeKind.SPAWN_AGENT && name.equals("started")) {
            EdgeId id = Ordinals.spawn(sender, agent);
            deliver(draft, tool, delivery(tool, id, kind, sender, agent, message(tool, bodies), at.atUnixMs()));
        } else if ((kind == EdgeKind.ASSIGN_AGENT_TASK || kind == EdgeKind.SEND_MESSAGE) && name.equals("interacted")) {
            EdgeId id = Ordinals.edge(toolId);
            deliver(draft, tool, delivery(tool, id, kind, sender, agent, message(tool, bodies), at.atUnixMs()));
        } else if (kind == EdgeKind.CLOSE_AGENT && name.equals("interrupted")) {
            close(draft, tool, agent, at.atUnixMs());
        } else {
            throw new Refusal(
                            ErrorCode.ACTIVITY_MISMATCH,
                            "the activity " + name + " does not go with tool call " + toolId + " of kind "
                                    + tool.call().kind())
                    .with("activity", name)
                    .with("tool_call", toolId);
        }
    }

    private static String message(ToolState tool, Bodies bodies) throws Refusal {
        if (tool.invocation() == null) {
            throw new Refusal(
                            ErrorCode.PAYLOAD_SHAPE,
                            "tool call " + tool.call().toolCallId() + " has no invocation that holds its message")
                    .with("tool_call", tool.call().toolCallId());
        }
        return bodies.fields(tool.invocation())
                .object("payload")
                .embedded("arguments")
                .text("message");
    }

    private static Delivery delivery(
            ToolState tool,
            EdgeId id,
            EdgeKind kind,
            ThreadId sender,
            ThreadId recipient,
            String message,
            @Nullable Long endedAt) {
        ToolCall call = tool.call();
        return new Delivery(
                id,
                kind,
                new EdgeAnchor.Tool(call.toolCallId()),
                sender,
                recipient,
                message,
                call.execution().startedAtUnixMs(),
                endedAt,
                carried(call));
    }

    private static List<PayloadId> carried(ToolCall call) {
        List<PayloadId> carried = new ArrayList<>();
        if (call.rawInvocationPayloadId() != null) {
            carried.add(call.rawInvocationPayloadId());
        }
        carried.addAll(call.rawRuntimePayloadIds());
        if (call.rawResultPayloadId() != null) {
            carried.add(call.rawResultPayloadId());
        }
        return Delivery.union(List.of(), carried);
    }

    private static void deliver(Draft draft, ToolState tool, Delivery delivery) throws Refusal {
        deliver(draft, delivery);
        draft.put(draft.tool(tool.call().toolCallId()).withEdge(delivery.id()));
    }

    /** A delivery that is new, or is heard of again. */
    private static void deliver(Draft draft, Delivery delivery) throws Refusal {
        EdgeId id = delivery.id();
        InteractionEdge made = draft.edges.getOrElse(id, null);
        if (made != null) {
            widen(draft, made, delivery);
            return;
        }
        Delivery waiting = draft.deliveries.getOrElse(id, null);
        if (waiting != null && !waiting.sameAs(delivery)) {
            throw conflict(id, waiting.kind(), waiting.source(), delivery);
        }
        Delivery now = waiting == null ? delivery : waiting.widenedBy(delivery);
        ItemId target = Arrivals.take(draft, now);
        if (target != null) {
            arrive(draft, now, target);
            return;
        }
        if (waiting == null) {
            draft.awaited = draft.awaited.put(
                    now.key(),
                    draft.awaited.getOrElse(now.key(), Vector.empty()).append(id));
        }
        draft.deliveries = draft.deliveries.put(id, now);
    }

    /** The item that carries a delivery has been found. */
    static void arrive(Draft draft, Delivery delivery, ItemId target) {
        forget(draft, delivery);
        draft.edges = draft.edges.put(delivery.id(), delivery.to(new EdgeAnchor.ConversationItem(target)));
    }

    private static void forget(Draft draft, Delivery delivery) {
        if (!draft.deliveries.containsKey(delivery.id())) {
            return;
        }
        draft.deliveries = draft.deliveries.remove(delivery.id());
        Vector<EdgeId> queue =
                draft.awaited.getOrElse(delivery.key(), Vector.empty()).remove(delivery.id());
        draft.awaited =
                queue.isEmpty() ? draft.awaited.remove(delivery.key()) : draft.awaited.put(delivery.key(), queue);
    }

    private static void widen(Draft draft, InteractionEdge made, Delivery again) throws Refusal {
        if (made.kind() != again.kind() || !made.source().equals(again.source())) {
            throw conflict(made.edgeId(), made.kind(), made.source(), again);
        }
        draft.edges = draft.edges.put(
                made.edgeId(),
                made.withStartedAtUnixMs(Math.min(made.startedAtUnixMs(), again.startedAtUnixMs()))
                        .withEndedAtUnixMs(Delivery.later(made.endedAtUnixMs(), again.endedAtUnixMs()))
                        .withCarriedRawPayloadIds(Delivery.union(made.carriedRawPayloadIds(), again.carried())));
    }

    private static Refusal conflict(EdgeId id, EdgeKind kind, EdgeAnchor source, Delivery again) {
        return new Refusal(
                        ErrorCode.EDGE_CONFLICT,
                        id + " is a " + kind + " from " + source + " already; it cannot also be a " + again.kind()
                                + " from " + again.source() + " to " + again.recipient())
                .with("edge", id)
                .with("source", source)
                .with("other_source", again.source());
    }

    /** Closing delivers nothing: the edge leads to the thread, if there is one by then. */
    private static void close(Draft draft, ToolState tool, ThreadId receiver, @Nullable Long endedAt) throws Refusal {
        EdgeId id = Ordinals.edge(tool.call().toolCallId());
        Delivery closing = delivery(tool, id, EdgeKind.CLOSE_AGENT, tool.call().threadId(), receiver, "", endedAt);
        InteractionEdge made = draft.edges.getOrElse(id, null);
        Delivery waiting = draft.deliveries.getOrElse(id, null);
        if (waiting != null) {
            throw conflict(id, waiting.kind(), waiting.source(), closing);
        }
        if (made != null) {
            widen(draft, made, closing);
        } else if (draft.threads.containsKey(receiver)) {
            draft.edges = draft.edges.put(id, closing.to(new EdgeAnchor.WholeThread(receiver)));
        } else {
            return;
        }
        draft.put(draft.tool(tool.call().toolCallId()).withEdge(id));
    }

    static void resultObserved(Draft draft, Moment at, AgentResultObserved event) throws Refusal {
        ThreadId child = event.childThreadId();
        draft.thread(child);
        ItemId lastWord = draft.results.get(new Arrivals.ResultKey(child, event.childTurnId()));
        deliver(
                draft,
                new Delivery(
                        event.edgeId(),
                        EdgeKind.AGENT_RESULT,
                        lastWord == null
                                ? new EdgeAnchor.WholeThread(child)
                                : new EdgeAnchor.ConversationItem(lastWord),
                        child,
                        event.parentThreadId(),
                        event.message(),
                        at.atUnixMs(),
                        at.atUnixMs(),
                        event.carriedPayload() == null
                                ? List.of()
                                : List.of(event.carriedPayload().payloadId())));
    }

    /** The result of a tool belongs to what the tool brought about. */
    static void carry(Draft draft, ToolState tool, PayloadId result) {
        for (EdgeId id : tool.edges()) {
            InteractionEdge made = draft.edges.getOrElse(id, null);
            Delivery waiting = draft.deliveries.getOrElse(id, null);
            if (made != null) {
                draft.edges = draft.edges.put(
                        id,
                        made.withCarriedRawPayloadIds(Delivery.union(made.carriedRawPayloadIds(), List.of(result))));
            } else if (waiting != null) {
                draft.deliveries = draft.deliveries.put(id, waiting.carrying(result));
            }
        }
    }

    /** The end of the log: a spawn leads to its thread if its words never arrived; the rest is given up. */
    static void settle(Draft draft) {
        for (Delivery delivery : draft.deliveries.values()) {
            if (delivery.kind() == EdgeKind.SPAWN_AGENT && draft.threads.containsKey(delivery.recipient())) {
                draft.edges =
                        draft.edges.put(delivery.id(), delivery.to(new EdgeAnchor.WholeThread(delivery.recipient())));
            }
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.EdgeAnchor;
import dev.tracefold.model.graph.EdgeKind;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.History;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.ItemKind;
import dev.tracefold.model.graph.MessageRole;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalOperationKind;
import dev.tracefold.model.graph.TerminalRequest;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.graph.TokenUsage;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.graph.ToolRequester;
import dev.tracefold.model.id.CallId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.RolloutId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.id.TraceId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.raw.ToolKind;
import dev.tracefold.model.raw.ToolSummary;

/**
 * Makes a graph that no recorder would be proud of: everything overlaps everything, nothing ends when it should, clocks
 * jump, agents are each other's parents, and every text is hostile.
 */
public final class AnySession {
    public static final String HOSTILE = "</script>\"\\\u0000\u001b[2J\u202e\u2028\ud83d\ude80',\n{}";

    private final Random random;
    private final List<Long> walls = new ArrayList<>();
    private final RolloutTrace.Builder graph = RolloutTrace.builder();
    private final List<ThreadId> threads = new ArrayList<>();
    private final List<ToolCallId> tools = new ArrayList<>();
    private final List<ItemId> items = new ArrayList<>();
    private final Map<TurnId, ThreadId> turns = new LinkedHashMap<>();

    private AnySession(long seed) {
        this.random = new Random(seed);
    }

    public static RolloutTrace of(long seed) {
        return new AnySession(seed).make();
    }

    private RolloutTrace make() {
        int agents = 1 + random.nextInt(4);
        for (int i = 0; i < agents; i++) {
            threads.add(new ThreadId("thread-" + i + HOSTILE));
        }
        threads.forEach(this::thread);
        for (int i = random.nextInt(6); i >= 0; i--) {
            TurnId id = new TurnId("turn-" + i);
            turns.put(id, any(threads));
            graph.putTurns(id, new CodexTurn(id, turns.get(id), window(), List.of()));
        }
        List<TurnId> allTurns = new ArrayList<>(turns.keySet());
        for (int i = random.nextInt(10); i >= 0; i--) {
            inference(i, any(allTurns));
        }
        for (int i = random.nextInt(20); i >= 0; i--) {
            tool(i, any(allTurns));
        }
        for (int i = random.nextInt(8); i >= 0; i--) {
            edge("edge-" + i);
        }
        return graph.traceId(new TraceId("trace" + HOSTILE))
                .rolloutId(new RolloutId("rollout" + HOSTILE))
                .startedAtUnixMs(random.nextBoolean() ? random.nextLong() : 1_700_000_000_000L)
                .endedAtUnixMs(random.nextBoolean() ? null : Long.valueOf(random.nextLong()))
                .status(any(List.of(RolloutStatus.values())))
                .rootThreadId(threads.get(0))
                .build();
    }

    private void thread(ThreadId id) {
        ThreadId parent = any(threads);
        graph.putThreads(
                id,
                AgentThread.builder()
                        .threadId(id)
                        .agentPath("/root/" + HOSTILE)
                        .origin(
                                random.nextBoolean()
                                        ? new ThreadOrigin.Root()
                                        : new ThreadOrigin.Spawned(parent, spawn(id), HOSTILE, HOSTILE))
                        .execution(window())
                        .build());
    }

    private static EdgeId spawn(ThreadId child) {
        return new EdgeId("spawn-" + child.value());
    }

    private void inference(int number, TurnId turn) {
        InferenceCallId id = new InferenceCallId("inference-" + number);
        ExecutionWindow window = window();
        ItemId item = new ItemId("conversation_item:" + number);
        items.add(item);
        graph.putConversationItems(
                item,
                ConversationItem.builder()
                        .itemId(item)
                        .threadId(turns.get(turn))
                        .turnId(turn)
                        .firstSeenAtUnixMs(window.startedAtUnixMs())
                        .role(MessageRole.USER)
                        .kind(ItemKind.MESSAGE)
                        .addParts(new BodyPart.Text("secret words " + HOSTILE))
                        .build());
        graph.putInferenceCalls(
                id,
                InferenceCall.builder()
                        .inferenceCallId(id)
                        .threadId(turns.get(turn))
                        .turnId(turn)
                        .execution(window)
                        .model("model " + HOSTILE)
                        .providerName(HOSTILE)
                        .requestItemIds(History.copyOf(List.of(item)))
                        .usage(new TokenUsage(random.nextLong(), 1, 2, random.nextInt(), 4))
                        .rawRequestPayloadId(new PayloadId("raw_payload:" + number))
                        .build());
    }

    private void tool(int number, TurnId turn) {
        ToolCallId id = new ToolCallId("tool-" + number);
        tools.add(id);
        boolean terminal = random.nextBoolean();
        TerminalOperationId operation = new TerminalOperationId("terminal_operation:" + number);
        ExecutionWindow window = window();
        graph.putToolCalls(
                id,
                ToolCall.builder()
                        .toolCallId(id)
                        .modelVisibleCallId(new CallId("call-" + number))
                        .threadId(turns.get(turn))
                        .startedByTurnId(random.nextInt(5) == 0 ? null : turn)
                        .execution(window)
                        .requester(new ToolRequester.Model())
                        .kind(new ToolKind.Other("tool " + HOSTILE))
                        .summary(new ToolSummary.Generic("label", "secret words " + HOSTILE, null))
                        .terminalOperationId(terminal ? operation : null)
                        .build());
        if (terminal) {
            // The first one of a call that writes to a terminal begins with the call.
            graph.putTerminalOperations(
                    operation,
                    TerminalOperation.builder()
                            .operationId(operation)
                            .toolCallId(id)
                            .kind(TerminalOperationKind.EXEC_COMMAND)
                            .execution(random.nextBoolean() ? window : window())
                            .request(new TerminalRequest.ExecCommand(
                                    List.of("x"), "secret words " + HOSTILE, "/secret words", null, null))
                            .build());
        }
    }

    private void edge(String name) {
        EdgeId id = random.nextBoolean() ? new EdgeId(name) : spawn(any(threads));
        graph.putAllInteractionEdges(Map.of(
                id,
                InteractionEdge.builder()
                        .edgeId(id)
                        .kind(any(List.of(EdgeKind.values())))
                        .source(anchor())
                        .target(anchor())
                        .startedAtUnixMs(wall())
                        .build()));
    }

    private EdgeAnchor anchor() {
        return switch (random.nextInt(4)) {
            case 0 -> new EdgeAnchor.Tool(any(tools));
            case 1 -> new EdgeAnchor.ConversationItem(any(items));
            case 2 -> new EdgeAnchor.WholeThread(any(threads));
            default -> new EdgeAnchor.WholeThread(new ThreadId("nobody"));
        };
    }

    /** Begins with an event of its own, and ends now or then, or never, or before it began. */
    private ExecutionWindow window() {
        long start = event();
        ExecutionStatus status = any(List.of(ExecutionStatus.values()));
        if (status == ExecutionStatus.RUNNING) {
            return ExecutionWindow.open(walls.get((int) start), start);
        }
        long end = random.nextInt(4) > 0 ? event() : random.nextInt(walls.size());
        return new ExecutionWindow(walls.get((int) start), start, walls.get((int) end), end, status);
    }

    private long event() {
        // Room for what ends later.
        for (int i = random.nextInt(3); i >= 0; i--) {
            walls.add(wall());
        }
        return walls.size() - 1L;
    }

    private long wall() {
        long last = walls.isEmpty() ? 1_700_000_000_000L : walls.get(walls.size() - 1);
        return switch (random.nextInt(20)) {
            case 0 -> random.nextLong();
            case 1 -> last - 3_600_000;
            case 2, 3 -> last - 1;
            case 4, 5, 6, 7 -> last;
            default -> last + random.nextInt(2000);
        };
    }

    private <T extends @Nullable Object> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.ExecutionStatus;
import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;

/**
 * What a session came to, counted. Immutable.
 *
 * @param agents parents before their children
 * @param failed the tool calls that did, in the order of their starts
 * @param unfinished in the order of their starts; terminals are not among them, since nothing tells when one ends, nor
 *     are agents, who wait for more when they have done what they were asked
 */
public record Summary(List<Agent> agents, List<Tools> tools, List<Node> failed, List<Node> unfinished) {
    /**
     * One agent.
     *
     * @param model the one it began with; if nothing says that, the one it asked last
     * @param idleSince when its last turn ended, of one that has not ended and is in no turn
     */
    public record Agent(
            AgentThread thread,
            int depth,
            Work work,
            @Nullable String model,
            @Nullable Long idleSince) {}

    /** What is found out of an agent, bit by bit. */
    private static final class Tally {
        private Work work = Work.NONE;
        private @Nullable String model;
        private boolean inTurn;
        private long lastEnd = Long.MIN_VALUE;

        void turn(CodexTurn turn) {
            work = work.turn();
            Long end = turn.execution().endedAtUnixMs();
            inTurn |= end == null;
            lastEnd = end == null ? lastEnd : Math.max(lastEnd, end);
        }

        void inference(InferenceCall call) {
            work = work.inference(call);
            model = call.model();
        }

        void tool() {
            work = work.tool();
        }

        Agent agent(AgentThread thread, int depth) {
            boolean idle = thread.execution().running() && !inTurn && lastEnd > Long.MIN_VALUE;
            return new Agent(
                    thread,
                    depth,
                    work,
                    thread.defaultModel() == null ? model : thread.defaultModel(),
                    idle ? (Long) lastEnd : null);
        }
    }

    /** What an agent did, in numbers. Tokens are those of the responses that said what they cost. */
    public record Work(
            int turns, int inferences, int failedInferences, int tools, long tokensIn, long cached, long tokensOut) {
        static final Work NONE = new Work(0, 0, 0, 0, 0, 0, 0);

        Work turn() {
            return new Work(turns + 1, inferences, failedInferences, tools, tokensIn, cached, tokensOut);
        }

        Work tool() {
            return new Work(turns, inferences, failedInferences, tools + 1, tokensIn, cached, tokensOut);
        }

        Work inference(InferenceCall call) {
            var usage = call.usage();
            return new Work(
                    turns,
                    inferences + 1,
                    failedInferences + (failed(call.execution()) ? 1 : 0),
                    tools,
                    tokensIn + (usage == null ? 0 : usage.inputTokens()),
                    cached + (usage == null ? 0 : usage.cachedInputTokens()),
                    tokensOut + (usage == null ? 0 : usage.outputTokens()));
        }

        Work plus(Work other) {
            return new Work(
                    turns + other.turns,
                    inferences + other.inferences,
                    failedInferences + other.failedInferences,
                    tools + other.tools,
                    tokensIn + other.tokensIn,
                    cached + other.cached,
                    tokensOut + other.tokensOut);
        }
    }

    /** The calls of one kind of tool. */
    public record Tools(
            String name,
            int calls,
            int failed,
            long totalMs,
            @Nullable ToolCall slowest) {
        Tools with(ToolCall call) {
            Long ms = duration(call.execution());
            Long most = slowest == null ? null : duration(slowest.execution());
            boolean slower = ms != null && (most == null || ms > most);
            return new Tools(
                    name,
                    calls + 1,
                    failed + (Summary.failed(call.execution()) ? 1 : 0),
                    totalMs + (ms == null ? 0 : ms),
                    slower ? call : slowest);
        }
    }

    private static boolean failed(ExecutionWindow window) {
        return window.status() == ExecutionStatus.FAILED || window.status() == ExecutionStatus.ABORTED;
    }

    static @Nullable Long duration(ExecutionWindow window) {
        Long end = window.endedAtUnixMs();
        return end == null ? null : end - window.startedAtUnixMs();
    }

    /** Counts a session. Objects may be made anew whenever they are asked for, so each is asked for once. */
    public static Summary of(SessionGraph graph) {
        Map<ThreadId, Tally> tallies = new HashMap<>();
        Started failed = new Started();
        Started unfinished = new Started();
        for (CodexTurn turn : graph.turns().values()) {
            tally(tallies, turn.threadId()).turn(turn);
            unfinished.noteRunning(NodeKind.TURN, turn.turnId(), turn.execution());
        }
        for (InferenceCall call : graph.inferenceCalls().values()) {
            tally(tallies, call.threadId()).inference(call);
            unfinished.noteRunning(NodeKind.INFERENCE, call.inferenceCallId(), call.execution());
        }
        Map<String, Tools> tools = new LinkedHashMap<>();
        for (ToolCall tool : graph.toolCalls().values()) {
            tally(tallies, tool.threadId()).tool();
            String name = Headlines.toolName(tool.kind());
            tools.put(
                    name,
                    tools.getOrDefault(name, new Tools(name, 0, 0, 0, null)).with(tool));
            unfinished.noteRunning(NodeKind.TOOL, tool.toolCallId(), tool.execution());
            if (tool.execution().status() == ExecutionStatus.FAILED) {
                failed.note(NodeKind.TOOL, tool.toolCallId(), tool.execution());
            }
        }
        unfinished.noteOthersRunning(graph);
        List<Tools> byCalls = new ArrayList<>(tools.values());
        byCalls.sort(Comparator.comparing(Tools::calls).reversed().thenComparing(Tools::name));
        return new Summary(agents(graph, tallies), byCalls, failed.inOrder(), unfinished.inOrder());
    }

    private static Tally tally(Map<ThreadId, Tally> tallies, ThreadId thread) {
        return tallies.computeIfAbsent(thread, unused -> new Tally());
    }

    /** When the last turn ended of a session that has not ended and in which nobody is in a turn. */
    public @Nullable Long idleSince() {
        Long last = null;
        for (Agent agent : agents) {
            Long since = agent.idleSince();
            if (since == null && agent.thread().execution().running()) {
                return null;
            }
            last = last == null || (since != null && since > last) ? since : last;
        }
        return last;
    }

    /** What all agents did together. */
    public Work total() {
        return agents.stream().map(Agent::work).reduce(Work.NONE, Work::plus);
    }

    private static List<Agent> agents(SessionGraph graph, Map<ThreadId, Tally> tallies) {
        Map<@Nullable ThreadId, List<AgentThread>> children = new LinkedHashMap<>();
        graph.threads().values().stream()
                .sorted(Comparator.comparing(thread -> thread.execution().startedSeq()))
                .forEach(thread -> children.computeIfAbsent(parent(graph, thread), unused -> new ArrayList<>())
                        .add(thread));
        List<Agent> agents = new ArrayList<>();
        addChildren(null, 0, children, tallies, agents);
        // Threads that name each other as parents hang below nobody.
        children.values()
                .forEach(rest -> rest.forEach(
                        thread -> agents.add(tally(tallies, thread.threadId()).agent(thread, 0))));
        return agents;
    }

    private static void addChildren(
            @Nullable ThreadId parent,
            int depth,
            Map<@Nullable ThreadId, List<AgentThread>> children,
            Map<ThreadId, Tally> tallies,
            List<Agent> agents) {
        List<AgentThread> threads = children.remove(parent);
        if (threads != null) {
            for (AgentThread thread : threads) {
                agents.add(tally(tallies, thread.threadId()).agent(thread, depth));
                addChildren(thread.threadId(), depth + 1, children, tallies, agents);
            }
        }
    }

    private static @Nullable ThreadId parent(SessionGraph graph, AgentThread thread) {
        return thread.origin() instanceof ThreadOrigin.Spawned spawned
                        && graph.threads().containsKey(spawned.parentThreadId())
                ? spawned.parentThreadId()
                : null;
    }

    /** What has been noted, by when it started. */
    private static final class Started {
        private final Map<Node, Long> seqs = new LinkedHashMap<>();

        void note(NodeKind kind, Id id, ExecutionWindow window) {
            seqs.put(new Node(kind, id.value()), window.startedSeq());
        }

        void noteRunning(NodeKind kind, Id id, ExecutionWindow window) {
            if (window.running()) {
                note(kind, id, window);
            }
        }

        /** Of the kinds that nothing else is counted of. */
        void noteOthersRunning(SessionGraph graph) {
            graph.codeCells().values().forEach(cell -> noteRunning(NodeKind.CELL, cell.codeCellId(), cell.execution()));
            graph.terminalOperations()
                    .values()
                    .forEach(operation ->
                            noteRunning(NodeKind.OPERATION, operation.operationId(), operation.execution()));
            graph.compactionRequests()
                    .values()
                    .forEach(request -> noteRunning(
                            NodeKind.COMPACTION_REQUEST, request.compactionRequestId(), request.execution()));
        }

        List<Node> inOrder() {
            List<Node> nodes = new ArrayList<>(seqs.keySet());
            // Of those that one event began, in the order of the graph.
            nodes.sort(Comparator.<Node, Long>comparing(node -> seqs.getOrDefault(node, 0L))
                    .thenComparing(Node::kind));
            return nodes;
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.RolloutStatus;
import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.ExecutionWindow;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;

/** A session at a glance: who ran, how long, at what cost, and what went wrong. */
public final class SummaryText {
    private static final int LISTED = 10;

    private final SessionGraph graph;
    private final long events;
    private final Ink ink;
    private final Headlines headlines;
    private final Summary summary;

    /**
     * Counts a session.
     *
     * @param events how many events it was made of
     * @param width of the page, in columns
     */
    public SummaryText(SessionGraph graph, long events, Ink ink, int width) {
        this.graph = graph;
        this.events = events;
        this.ink = ink;
        // Each of the two looks at everything there is.
        CompletableFuture<Headlines> names = CompletableFuture.supplyAsync(() -> new Headlines(graph, ink, width));
        this.summary = Summary.of(graph);
        this.headlines = await(names);
    }

    /** What went wrong on the other thread goes on as if it had gone wrong here. */
    private static Headlines await(CompletableFuture<Headlines> names) {
        try {
            return names.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Gives the lines away. */
    public void print(Consumer<String> out) {
        Long idleSince = graph.status() == RolloutStatus.RUNNING ? summary.idleSince() : null;
        out.accept(ink.bold("Session " + Printable.line(graph.rolloutId().value())) + "  "
                + (idleSince == null ? ink.status(graph.status()) : "idle"));
        out.accept("  started " + Amounts.moment(graph.startedAtUnixMs()) + took(idleSince));
        Summary.Work total = summary.total();
        out.accept("  " + Amounts.count(events, "event") + ", "
                + Amounts.count(graph.conversationItems().size(), "conversation item") + ", "
                + Amounts.count(total.turns(), "turn") + ", " + Amounts.count(total.inferences(), "inference")
                + (total.failedInferences() == 0 ? "" : " (" + ink.bad(total.failedInferences() + " failed") + ")"));
        out.accept("  tokens: " + Amounts.count(total.tokensIn()) + " in (" + Amounts.count(total.cached())
                + " cached), " + Amounts.count(total.tokensOut()) + " out");
        agents(out);
        tools(out);
        compactions(out);
        list("Never finished", summary.unfinished(), out);
    }

    private String took(@Nullable Long idleSince) {
        Long end = graph.endedAtUnixMs();
        if (end != null) {
            return ", took " + Amounts.duration(end - graph.startedAtUnixMs());
        }
        return (idleSince == null
                        ? ""
                        : ", last turn ended after " + Amounts.duration(idleSince - graph.startedAtUnixMs()))
                + ", no end recorded";
    }

    /** One that is in no turn is not at work, though it has not ended. */
    private String status(Summary.Agent agent) {
        ExecutionWindow execution = agent.thread().execution();
        Long idleSince = agent.idleSince();
        return idleSince == null
                ? ink.status(execution.status()) + " " + ink.dim(Amounts.duration(execution))
                : "idle " + ink.dim("after " + Amounts.duration(idleSince - execution.startedAtUnixMs()));
    }

    private void agents(Consumer<String> out) {
        Table table = new Table("lllrrrrr");
        table.row("", "", "", ink.dim("turns"), ink.dim("calls"), ink.dim("tools"), ink.dim("in"), ink.dim("out"));
        for (Summary.Agent agent : summary.agents()) {
            AgentThread thread = agent.thread();
            Summary.Work work = agent.work();
            table.row(
                    "  ".repeat(agent.depth()) + ink.name(Printable.line(thread.agentPath(), 40)) + role(thread),
                    Printable.line(agent.model() == null ? "" : agent.model(), 24),
                    status(agent),
                    Integer.toString(work.turns()),
                    Integer.toString(work.inferences()),
                    Integer.toString(work.tools()),
                    Amounts.count(work.tokensIn()),
                    Amounts.count(work.tokensOut()));
        }
        if (!summary.agents().isEmpty()) {
            out.accept("");
            out.accept(ink.bold("Agents"));
            table.print("  ", out);
        }
    }

    private static String role(AgentThread thread) {
        return thread.origin() instanceof ThreadOrigin.Spawned spawned
                        && !spawned.agentRole().isEmpty()
                ? " (" + Printable.line(spawned.agentRole(), 24) + ")"
                : "";
    }

    private void tools(Consumer<String> out) {
        if (summary.tools().isEmpty()) {
            return;
        }
        Table table = new Table("lrrrrl");
        table.row("", ink.dim("calls"), ink.dim("failed"), ink.dim("in all"), ink.dim("slowest"));
        for (Summary.Tools tools : summary.tools()) {
            ToolCall slowest = tools.slowest();
            table.row(
                    tools.name(),
                    Integer.toString(tools.calls()),
                    tools.failed() == 0 ? "0" : ink.bad(Integer.toString(tools.failed())),
                    Amounts.duration(tools.totalMs()),
                    slowest == null ? "" : Amounts.duration(slowest.execution()),
                    slowest == null
                            ? ""
                            : ink.name(Printable.line(slowest.toolCallId().value(), 40)) + " "
                                    + ink.dim(Printable.cut(headlines.toolWords(slowest), 36)));
        }
        out.accept("");
        out.accept(ink.bold("Tools"));
        table.print("  ", out);
        list("Failed", summary.failed(), out);
    }

    private void list(String title, List<Node> nodes, Consumer<String> out) {
        if (nodes.isEmpty()) {
            return;
        }
        out.accept("");
        out.accept(ink.bold(title));
        nodes.stream().limit(LISTED).forEach(node -> out.accept("  " + headlines.of(node)));
        if (nodes.size() > LISTED) {
            out.accept("  and " + Amounts.count(nodes.size() - LISTED) + " more");
        }
    }

    private void compactions(Consumer<String> out) {
        list(
                "Compactions",
                compactionsInOrder()
                        .map(compaction -> new Node(
                                NodeKind.COMPACTION, compaction.compactionId().value()))
                        .toList(),
                out);
    }

    /** The same for programs. */
    public JsonObject json() {
        Summary.Work total = summary.total();
        return new Fields()
                .text("rollout_id", graph.rolloutId().value())
                .text("status", WireNames.of(graph.status()))
                .number("started_at_unix_ms", graph.startedAtUnixMs())
                .number("ended_at_unix_ms", graph.endedAtUnixMs())
                .number("events", events)
                .number("items", (long) graph.conversationItems().size())
                .value("total", work(new Fields(), total).object())
                .array("agents", summary.agents().stream().map(this::json).toList())
                .array("tools", summary.tools().stream().map(SummaryText::json).toList())
                .array(
                        "compactions",
                        compactionsInOrder().map(SummaryText::json).toList())
                .array(
                        "unfinished",
                        summary.unfinished().stream().map(SummaryText::json).toList())
                .object();
    }

    private static Fields work(Fields fields, Summary.Work work) {
        return fields.number("turns", (long) work.turns())
                .number("inferences", (long) work.inferences())
                .number("failed_inferences", (long) work.failedInferences())
                .number("tools", (long) work.tools())
                .number("input_tokens", work.tokensIn())
                .number("cached_input_tokens", work.cached())
                .number("output_tokens", work.tokensOut());
    }

    private JsonObject json(Summary.Agent agent) {
        AgentThread thread = agent.thread();
        @Nullable
        String parent = thread.origin() instanceof ThreadOrigin.Spawned spawned
                ? spawned.parentThreadId().value()
                : null;
        return work(
                        new Fields()
                                .text("thread_id", thread.threadId().value())
                                .text("agent_path", thread.agentPath())
                                .text("parent_thread_id", parent)
                                .text("model", agent.model())
                                .text("status", WireNames.of(thread.execution().status()))
                                .number("duration_ms", Summary.duration(thread.execution())),
                        agent.work())
                .object();
    }

    private static JsonObject json(Summary.Tools tools) {
        ToolCall slowest = tools.slowest();
        return new Fields()
                .text("kind", tools.name())
                .number("calls", (long) tools.calls())
                .number("failed", (long) tools.failed())
                .number("total_ms", tools.totalMs())
                .text(
                        "slowest_tool_call_id",
                        slowest == null ? null : slowest.toolCallId().value())
                .number("slowest_ms", slowest == null ? null : Summary.duration(slowest.execution()))
                .object();
    }

    /** As they were installed; markers are numbered in the order of observation. */
    private Stream<Compaction> compactionsInOrder() {
        return graph.compactions().values().stream()
                .sorted(Comparator.comparingLong(Compaction::installedAtUnixMs)
                        .thenComparing(
                                compaction -> compaction.markerItemId().value().length())
                        .thenComparing(compaction -> compaction.markerItemId().value()));
    }

    private static JsonObject json(Compaction compaction) {
        return new Fields()
                .text("compaction_id", compaction.compactionId().value())
                .text("thread_id", compaction.threadId().value())
                .number("input_items", (long) compaction.inputItemIds().size())
                .number("replacement_items", (long)
                        compaction.replacementItemIds().size())
                .object();
    }

    private static JsonObject json(Node node) {
        return new Fields()
                .text("kind", node.kind().word())
                .text("id", node.id())
                .object();
    }
}

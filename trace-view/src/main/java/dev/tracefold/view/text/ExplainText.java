/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.id.CodeCellId;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.TerminalOperationId;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.view.lookup.Cause;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.lookup.Links;
import dev.tracefold.view.lookup.Mentions;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;

/** The chain of cause around one object, with the events that say so. */
public final class ExplainText {
    private static final int OF_ONE_PART = 12;

    private final RolloutTrace graph;
    private final Node node;
    private final Ink ink;
    private final Headlines headlines;
    private final List<Cause.Step> chain;

    // An object without events of its own is known through those of others.
    private final Set<Node> witnesses;

    public ExplainText(RolloutTrace graph, Node node, Ink ink, int width) {
        this.graph = graph;
        this.node = node;
        this.ink = ink;
        this.headlines = new Headlines(graph, ink, width - 18);
        this.chain = Cause.of(graph, node);
        this.witnesses = witnesses(graph, node);
    }

    private static Set<Node> witnesses(RolloutTrace graph, Node node) {
        return switch (node.kind()) {
            case ITEM -> itemWitnesses(graph, node);
            case OPERATION -> {
                var operation = graph.terminalOperations().get(new TerminalOperationId(node.id()));
                yield operation == null
                        ? Set.of()
                        : Set.of(new Node(NodeKind.TOOL, operation.toolCallId().value()));
            }
            case EDGE -> {
                InteractionEdge edge = graph.interactionEdges().get(new EdgeId(node.id()));
                yield edge == null ? Set.of(node) : Set.of(node, Links.anchor(edge.source()));
            }
            case TERMINAL ->
                Cause.of(graph, node).stream()
                        .filter(step -> step.node().kind() == NodeKind.OPERATION)
                        .flatMap(step -> witnesses(graph, step.node()).stream())
                        .collect(Collectors.toSet());
            case THREAD, TURN, INFERENCE, CELL, TOOL, COMPACTION, COMPACTION_REQUEST, PAYLOAD -> Set.of(node);
        };
    }

    private static Set<Node> itemWitnesses(RolloutTrace graph, Node node) {
        return Cause.of(graph, node).stream()
                .filter(step -> step.part().equals("produced by")
                        || step.part().equals("first carried by")
                        || step.part().equals("asked for"))
                .map(Cause.Step::node)
                .collect(Collectors.toSet());
    }

    /** Whether an event says something about the object. */
    public boolean concerns(RawTraceEvent event) {
        if (node.kind() == NodeKind.CELL) {
            CodeCell cell = graph.codeCells().get(new CodeCellId(node.id()));
            return cell != null && Mentions.ofCell(event, cell.threadId(), cell.runtimeCellId());
        }
        return witnesses.stream().anyMatch(witness -> Mentions.of(event, witness));
    }

    /**
     * Gives the lines away.
     *
     * @param events those that {@link #concerns}, in their order
     */
    public void print(List<RawTraceEvent> events, Consumer<String> out) {
        out.accept(headlines.of(node));
        out.accept("");
        Table table = new Table("ll");
        String last = "";
        int same = 0;
        for (Cause.Step step : chain) {
            same = step.part().equals(last) ? same + 1 : 0;
            if (same < OF_ONE_PART) {
                table.row(ink.dim(same == 0 ? step.part() : ""), headlines.of(step.node()));
            } else if (same == OF_ONE_PART) {
                table.row("", "… and more (all of them: --json)");
            }
            last = step.part();
        }
        table.print("  ", out);
        if (node.kind() == NodeKind.ITEM) {
            carriers(out);
        }
        out.accept("");
        out.accept(ink.bold("events that say so"));
        Table lines = new Table("rrll");
        EventLine eventLine = new EventLine(ink);
        events.forEach(event -> lines.row(
                Long.toString(event.seq()),
                ink.dim(Amounts.sinceStart(graph.startedAtUnixMs(), event.wallTimeUnixMs())),
                WireNames.of(event.payload().type()),
                eventLine.of(event)));
        if (lines.isEmpty()) {
            out.accept("  none names it: it follows from what its neighbours say");
        }
        lines.print("  ", out);
    }

    private void carriers(Consumer<String> out) {
        List<InferenceCall> carriers = Cause.carriers(graph, new ItemId(node.id()));
        out.accept("");
        if (carriers.isEmpty()) {
            out.accept("  No request carried it.");
            return;
        }
        InferenceCall first = carriers.get(0);
        InferenceCall last = carriers.get(carriers.size() - 1);
        out.accept("  Carried by " + Amounts.count(carriers.size(), "request") + ", from seq "
                + first.execution().startedSeq() + " ("
                + Amounts.sinceStart(graph.startedAtUnixMs(), first.execution().startedAtUnixMs()) + ") to seq "
                + last.execution().startedSeq() + " ("
                + Amounts.sinceStart(graph.startedAtUnixMs(), last.execution().startedAtUnixMs()) + ").");
    }

    /** The same for programs. */
    public JsonObject json(List<RawTraceEvent> events) {
        Fields fields = new Fields()
                .text("kind", node.kind().word())
                .text("id", node.id())
                .array(
                        "chain",
                        chain.stream()
                                .map(step -> new Fields()
                                        .text("part", step.part())
                                        .text("kind", step.node().kind().word())
                                        .text("id", step.node().id())
                                        .object())
                                .toList());
        if (node.kind() == NodeKind.ITEM) {
            fields.texts(
                    "carried_by",
                    Cause.carriers(graph, new ItemId(node.id())).stream()
                            .map(call -> call.inferenceCallId().value())
                            .toList());
        }
        return fields.array(
                        "events",
                        events.stream()
                                .map(event -> new Fields()
                                        .number("seq", event.seq())
                                        .text(
                                                "type",
                                                WireNames.of(event.payload().type()))
                                        .object())
                                .toList())
                .object();
    }
}

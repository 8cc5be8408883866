/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.ItemKind;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.model.json.WireNames;

/** A conversation as the model saw it: the items of a thread in the order in which its requests brought them. */
public final class ConversationText {
    private final RolloutTrace graph;
    private final Ink ink;
    private final int width;
    private final int linesPerItem;
    private final Headlines headlines;
    private final Map<ItemId, ToolCall> toolsByItem;
    private final Map<ItemId, CodeCell> cellsByItem;
    private final List<CodexTurn> turns;

    /**
     * Prepares a session.
     *
     * @param width of the page, in columns
     * @param linesPerItem how many lines an item may have before the rest is left out
     */
    public ConversationText(RolloutTrace graph, Ink ink, int width, int linesPerItem) {
        this.graph = graph;
        this.ink = ink;
        this.width = width;
        this.linesPerItem = linesPerItem;
        this.headlines = new Headlines(graph, ink);
        this.toolsByItem = graph.toolCalls().values().stream()
                .flatMap(tool -> tool.modelVisibleCallItemIds().stream().map(item -> Map.entry(item, tool)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, second) -> first));
        this.cellsByItem = graph.codeCells().values().stream()
                .collect(Collectors.toMap(CodeCell::sourceItemId, cell -> cell, (first, second) -> first));
        this.turns = turns(graph);
    }

    /** The turns of a session in the order of their starts; people count them from 1. */
    public static List<CodexTurn> turns(RolloutTrace graph) {
        return graph.turns().values().stream()
                .sorted(Comparator.comparing(turn -> turn.execution().startedSeq()))
                .toList();
    }

    /** All threads, one after the other. */
    public void print(Consumer<String> out) {
        boolean first = true;
        for (AgentThread thread : threads()) {
            if (!first) {
                out.accept("");
            }
            print(thread.threadId(), out);
            first = false;
        }
    }

    private List<AgentThread> threads() {
        return graph.threads().values().stream()
                .sorted(Comparator.comparing(thread -> thread.execution().startedSeq()))
                .toList();
    }

    /** The conversation of one thread. */
    public void print(ThreadId id, Consumer<String> out) {
        AgentThread thread = graph.threads().get(id);
        if (thread == null) {
            return;
        }
        out.accept(ink.bold("══ " + Printable.line(thread.agentPath())) + "  " + ink.dim(Printable.line(id.value())));
        if (thread.conversationItemIds().isEmpty()) {
            out.accept("   (nothing was said)");
        }
        items(thread.conversationItemIds(), out);
    }

    /** What one turn brought to its thread. */
    public void print(CodexTurn turn, Consumer<String> out) {
        AgentThread thread = graph.threads().get(turn.threadId());
        List<ItemId> all = thread == null ? List.of() : thread.conversationItemIds();
        List<ItemId> own = all.stream()
                .filter(id -> {
                    ConversationItem item = graph.conversationItems().get(id);
                    return item != null && turn.turnId().equals(item.turnId());
                })
                .toList();
        int earlier = own.isEmpty() ? all.size() : all.indexOf(own.get(0));
        out.accept(ink.bold("══ " + headlines.agent(turn.threadId())) + "  "
                + ink.dim(Printable.line(turn.threadId().value())));
        if (earlier > 0) {
            out.accept(ink.dim("   (" + Amounts.count(earlier, "earlier item") + ": show without --turn)"));
        }
        if (own.isEmpty()) {
            turnLine(turn, out);
            out.accept("   (nothing was said in this turn)");
        }
        items(own, out);
    }

    private void items(List<ItemId> ids, Consumer<String> out) {
        @Nullable TurnId current = null;
        for (ItemId id : ids) {
            ConversationItem item = graph.conversationItems().get(id);
            if (item == null) {
                continue;
            }
            TurnId turn = item.turnId();
            if (turn != null && !turn.equals(current)) {
                turnLine(graph.turns().get(turn), out);
                current = turn;
            }
            item(item, linesPerItem, out);
        }
    }

    private void turnLine(@Nullable CodexTurn turn, Consumer<String> out) {
        if (turn != null) {
            out.accept(ink.dim("── turn " + (turns.indexOf(turn) + 1) + "  "
                            + Printable.line(turn.turnId().value()) + "  ")
                    + ink.status(turn.execution().status())
                    + ink.dim(" " + Amounts.duration(turn.execution()) + ", " + Amounts.seqs(turn.execution())));
        }
    }

    /** One item, with up to so many lines of its body. */
    void item(ConversationItem item, int most, Consumer<String> out) {
        out.accept(head(item));
        List<String> lines = BodyText.lines(item.parts());
        int shown = 0;
        for (String line : lines) {
            for (String piece : Printable.wrap(line, Math.max(20, width - 4))) {
                if (shown == most) {
                    out.accept("    "
                            + ink.dim("… (all of it: show "
                                    + Printable.line(item.itemId().value()) + ")"));
                    return;
                }
                // A marker has no body at all.
                if (!piece.isEmpty() || lines.size() > 1) {
                    out.accept(("    " + piece).stripTrailing());
                }
                shown++;
            }
        }
    }

    private String head(ConversationItem item) {
        ToolCall tool = toolsByItem.get(item.itemId());
        CodeCell cell = cellsByItem.get(item.itemId());
        StringBuilder head = new StringBuilder(ink.bold(Headlines.itemKind(item)));
        if (tool != null) {
            TerminalOperation operation = tool.terminalOperationId() == null
                    ? null
                    : graph.terminalOperations().get(tool.terminalOperationId());
            head.append(' ').append(ink.bold(Headlines.toolName(tool.kind())));
            head.append("  ").append(ink.status(tool.execution().status()));
            head.append(' ').append(Amounts.duration(tool.execution()));
            head.append(operation == null ? "" : headlines.exit(operation.result()));
        } else if (cell != null) {
            head.append(' ').append(ink.bold("code"));
            head.append("  ").append(ink.status(cell.execution().status()));
            head.append(' ').append(Amounts.duration(cell.execution()));
        } else if (item.kind() == ItemKind.REASONING && onlyEncoded(item)) {
            head.append(" (only the provider can read it)");
        } else if (item.channel() != null && item.kind() == ItemKind.MESSAGE && item.agentMessage() == null) {
            head.append(' ').append(ink.dim(WireNames.of(item.channel())));
        }
        return head + "  " + ink.dim(Printable.line(item.itemId().value()) + callId(item));
    }

    private static String callId(ConversationItem item) {
        return item.callId() == null ? "" : " " + Printable.line(item.callId().value(), 40);
    }

    private static boolean onlyEncoded(ConversationItem item) {
        return item.parts().stream().allMatch(part -> part instanceof BodyPart.Encoded);
    }
}

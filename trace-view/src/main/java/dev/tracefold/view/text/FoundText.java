/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.lookup.Names;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.TextSearch;

/** What a search found, a line each: when, who, what it is, and what stands around the words. Immutable. */
public final class FoundText {
    private final SessionGraph graph;
    private final Ink ink;
    private final Headlines headlines;

    public FoundText(SessionGraph graph, Ink ink) {
        this.graph = graph;
        this.ink = ink;
        this.headlines = new Headlines(graph, ink);
    }

    /** Gives the lines away. */
    public void print(List<TextSearch.Hit> hits, Consumer<String> out) {
        boolean agents = graph.threads().size() > 1;
        Table table = new Table(agents ? "rllll" : "rlll");
        for (TextSearch.Hit hit : hits) {
            List<String> row = new ArrayList<>();
            row.add(ink.dim(Amounts.sinceStart(graph.startedAtUnixMs(), hit.atUnixMs())));
            if (agents) {
                row.add(ink.dim(headlines.agent(hit.thread())));
            }
            row.add(headlines.label(hit.node()));
            row.add(what(hit.node()));
            row.add(around(hit));
            table.row(row.toArray(String[]::new));
        }
        table.print("", out);
    }

    /** What kind of thing it is. The name of an agent or of code says so already. */
    private String what(Node node) {
        return switch (node.kind()) {
            case ITEM -> {
                ConversationItem item = graph.conversationItems().get(new ItemId(node.id()));
                yield item == null ? "" : Headlines.itemKind(item);
            }
            case TOOL -> {
                ToolCall tool = graph.toolCalls().get(new ToolCallId(node.id()));
                yield tool == null ? "" : Headlines.toolName(tool.kind());
            }
            case THREAD, TURN, INFERENCE, CELL, TERMINAL, OPERATION, COMPACTION, COMPACTION_REQUEST, EDGE, PAYLOAD ->
                "";
        };
    }

    /** In one line; spaces at the seams stay. */
    private String around(TextSearch.Hit hit) {
        String before = Printable.line(hit.before());
        String after = Printable.line(hit.after());
        return before
                + (before.isEmpty() || !endsBlank(hit.before()) ? "" : " ")
                + ink.warn(Printable.line(hit.words()))
                + (after.isEmpty() || !Character.isWhitespace(hit.after().charAt(0)) ? "" : " ")
                + after;
    }

    private static boolean endsBlank(String text) {
        return Character.isWhitespace(text.charAt(text.length() - 1));
    }

    /** One of them for programs. */
    public JsonObject json(TextSearch.Hit hit) {
        return new Fields()
                .text("kind", hit.node().kind().word())
                .text("id", hit.node().id())
                .text("agent_path", Names.agent(graph, hit.thread()))
                .number("at_unix_ms", hit.atUnixMs())
                .text("before", hit.before())
                .text("words", hit.words())
                .text("after", hit.after())
                .object();
    }
}

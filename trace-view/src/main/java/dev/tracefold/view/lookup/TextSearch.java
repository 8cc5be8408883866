/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.AgentThread;
import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalResult;
import dev.tracefold.model.graph.ThreadOrigin;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.raw.ToolSummary;
import dev.tracefold.model.value.LongText;

/**
 * Finds agents, messages, thoughts, tool calls and code by words in them; case does not matter. What a tool or code was asked
 * and what it answered is part of the call; the items that carry that are not found besides. Immutable.
 */
public final class TextSearch {
    private static final int BEFORE = 40;
    private static final int AFTER = 200;

    private final SessionGraph graph;
    private final String words;
    private final char lower;
    private final char upper;

    /**
     * An object that was found.
     *
     * @param atUnixMs when it came
     * @param before what stands in front of the words where they are first, or its end
     * @param words as they stand there
     * @param after what stands behind them, or its beginning
     */
    public record Hit(Node node, ThreadId thread, long atUnixMs, String before, String words, String after) {}

    /**
     * What was found.
     *
     * @param hits the first objects, by their times
     * @param objects how many there are in all
     */
    public record Found(List<Hit> hits, int objects) {
        public Found {
            hits = List.copyOf(hits);
        }
    }

    /** Objects of one kind, in the order in which they came. */
    private static final class Hits {
        private final int most;
        private final List<Hit> first = new ArrayList<>();
        private int count;

        Hits(int most) {
            this.most = most;
        }

        void add(Hit hit) {
            if (first.size() < most) {
                first.add(hit);
            }
            count++;
        }
    }

    /** Of words that are looked for as they stand there. */
    public TextSearch(SessionGraph graph, String words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to look for");
        }
        this.graph = graph;
        this.words = words;
        this.lower = Character.toLowerCase(words.charAt(0));
        this.upper = Character.toUpperCase(words.charAt(0));
    }

    /**
     * Looks for the words.
     *
     * @param most so many hits at most
     * @throws java.io.UncheckedIOException if a text was left in a file and cannot be read there any more
     */
    public Found first(int most) {
        BitSet ofCalls = new BitSet();
        List<Hits> kinds = List.of(
                search(graph.threads(), most, this::thread),
                search(graph.codeCells(), most, cell -> cell(cell, ofCalls)),
                search(graph.toolCalls(), most, tool -> tool(tool, ofCalls)),
                search(graph.conversationItems(), most, item -> item(item, ofCalls)));
        return new Found(
                kinds.stream()
                        .flatMap(hits -> hits.first.stream())
                        .sorted(Comparator.comparingLong(Hit::atUnixMs))
                        .limit(most)
                        .toList(),
                kinds.stream().mapToInt(hits -> hits.count).sum());
    }

    private static <T> Hits search(Map<?, T> objects, int most, Function<T, @Nullable Hit> search) {
        Hits hits = new Hits(most);
        for (T object : objects.values()) {
            Hit hit = search.apply(object);
            if (hit != null) {
                hits.add(hit);
            }
        }
        return hits;
    }

    private @Nullable Hit thread(AgentThread thread) {
        String role = thread.origin() instanceof ThreadOrigin.Spawned spawned ? spawned.agentRole() : null;
        Stream<String> texts =
                Stream.of(thread.agentPath(), thread.nickname(), role).filter(Objects::nonNull);
        Node node = new Node(NodeKind.THREAD, thread.threadId().value());
        return first(texts, node, thread.threadId(), thread.execution().startedAtUnixMs());
    }

    private @Nullable Hit cell(CodeCell cell, BitSet ofCalls) {
        List<ItemId> items = Stream.concat(Stream.of(cell.sourceItemId()), cell.outputItemIds().stream())
                .toList();
        items.forEach(id -> ofCalls.set((int) id.number()));
        Stream<String> texts =
                Stream.concat(Stream.of(cell.sourceJs()), items.stream().flatMap(this::said));
        Node node = new Node(NodeKind.CELL, cell.codeCellId().value());
        return first(texts, node, cell.threadId(), cell.execution().startedAtUnixMs());
    }

    private @Nullable Hit tool(ToolCall tool, BitSet ofCalls) {
        List<ItemId> items = Stream.of(tool.modelVisibleCallItemIds(), tool.modelVisibleOutputItemIds())
                .flatMap(List::stream)
                .toList();
        items.forEach(id -> ofCalls.set((int) id.number()));
        TerminalOperation operation = tool.terminalOperationId() == null
                ? null
                : graph.terminalOperations().get(tool.terminalOperationId());
        Stream<String> texts = Stream.of(
                        Stream.of(Names.tool(tool.kind())),
                        said(tool.summary()),
                        operation == null ? Stream.<String>of() : said(operation),
                        items.stream().flatMap(this::said))
                .flatMap(each -> each);
        Node node = new Node(NodeKind.TOOL, tool.toolCallId().value());
        return first(texts, node, tool.threadId(), tool.execution().startedAtUnixMs());
    }

    private @Nullable Hit item(ConversationItem item, BitSet ofCalls) {
        if (ofCalls.get((int) item.itemId().number())) {
            return null;
        }
        Node node = new Node(NodeKind.ITEM, item.itemId().value());
        return first(said(item), node, item.threadId(), item.firstSeenAtUnixMs());
    }

    private static Stream<String> said(ToolSummary summary) {
        if (summary instanceof ToolSummary.Generic generic) {
            return Stream.of(generic.inputPreview(), generic.outputPreview()).filter(Objects::nonNull);
        } else if (summary instanceof ToolSummary.Agent agent) {
            return Stream.of(agent.targetAgentPath(), agent.messagePreview());
        } else if (summary instanceof ToolSummary.WaitAgent wait) {
            return Stream.ofNullable(wait.targetAgentPath());
        }
        return Stream.of();
    }

    private static Stream<String> said(TerminalOperation operation) {
        Stream<String> typed = Stream.of(Names.words(operation.request()));
        TerminalResult result = operation.result();
        return result == null
                ? typed
                : Stream.concat(
                        typed,
                        Stream.of(result.stdout(), result.stderr(), result.formattedOutput())
                                .filter(Objects::nonNull)
                                .map(LongText::toString));
    }

    private Stream<String> said(ItemId id) {
        ConversationItem item = graph.conversationItems().get(id);
        return item == null ? Stream.of() : said(item);
    }

    private static Stream<String> said(ConversationItem item) {
        return item.parts().stream().flatMap(part -> Stream.ofNullable(said(part)));
    }

    private static @Nullable String said(BodyPart part) {
        if (part instanceof BodyPart.Text text) {
            return text.text().toString();
        } else if (part instanceof BodyPart.Summary summary) {
            return summary.text().toString();
        } else if (part instanceof BodyPart.Code code) {
            return code.source().toString();
        } else if (part instanceof BodyPart.Json json) {
            return json.summary();
        } else if (part instanceof BodyPart.Encoded || part instanceof BodyPart.InPayload) {
            return null;
        }
        throw new IllegalArgumentException("no such part: " + part);
    }

    /** The hit in the first text that has the words. */
    private @Nullable Hit first(Stream<String> texts, Node node, ThreadId thread, long atUnixMs) {
        return texts.map(text -> hit(text, node, thread, atUnixMs))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Hit hit(String text, Node node, ThreadId thread, long atUnixMs) {
        int start = indexIn(text);
        if (start < 0) {
            return null;
        }
        int end = start + words.length();
        int from = Math.max(0, start - BEFORE);
        int to = Math.min(text.length(), end + AFTER);
        // Never half a character.
        from += from > 0 && Character.isLowSurrogate(text.charAt(from)) ? 1 : 0;
        to -= to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
        return new Hit(
                node,
                thread,
                atUnixMs,
                text.substring(from, start),
                text.substring(start, end),
                text.substring(end, to));
    }

    /** Where the words are first, or -1. There may be gigabytes to go through: a single character is found quickest. */
    private int indexIn(String text) {
        int low = text.indexOf(lower);
        int up = upper == lower ? -1 : text.indexOf(upper);
        while (low >= 0 || up >= 0) {
            boolean first = up < 0 || (low >= 0 && low < up);
            int at = first ? low : up;
            if (text.regionMatches(true, at, words, 0, words.length())) {
                return at;
            }
            if (first) {
                low = text.indexOf(lower, at + 1);
            } else {
                up = text.indexOf(upper, at + 1);
            }
        }
        return -1;
    }
}

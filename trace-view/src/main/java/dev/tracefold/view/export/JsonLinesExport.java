/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.EdgeAnchor;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.RolloutTrace;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.ToolCallId;
import dev.tracefold.model.json.GraphObjectJson;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.view.lookup.Fields;
import dev.tracefold.view.lookup.Names;
import dev.tracefold.view.lookup.NodeKind;

/**
 * A session as JSON, one object of the graph a line. Each line begins with {@code kind} and {@code id}, then come columns
 * that spare a join, then the fields as in {@code state.json}; those of the execution and of the usage stand on the
 * line itself. Not to be shared between threads.
 */
public final class JsonLinesExport {
    private final RolloutTrace graph;

    /** Of that graph. */
    public JsonLinesExport(RolloutTrace graph) {
        this.graph = graph;
    }

    /**
     * Writes the lines; the stream is flushed and stays open.
     *
     * @return how many they are
     * @throws IOException if the stream cannot be written
     */
    public long write(OutputStream utf8) throws IOException {
        Lines lines = new Lines(new BufferedWriter(new OutputStreamWriter(utf8, UTF_8), 1 << 15));
        lines.print(rollout());
        lines.all(NodeKind.THREAD, graph.threads(), o -> o.execution().startedSeq(), GraphObjectJson::of, o -> null);
        lines.all(
                NodeKind.TURN, graph.turns(), o -> o.execution().startedSeq(), GraphObjectJson::of, o -> o.threadId());
        // Items have no number of the log, but are numbered themselves.
        lines.all(NodeKind.ITEM, graph.conversationItems(), o -> 0, GraphObjectJson::of, o -> o.threadId());
        lines.all(
                NodeKind.INFERENCE,
                graph.inferenceCalls(),
                o -> o.execution().startedSeq(),
                GraphObjectJson::of,
                o -> o.threadId());
        lines.all(
                NodeKind.CELL,
                graph.codeCells(),
                o -> o.execution().startedSeq(),
                GraphObjectJson::of,
                o -> o.threadId());
        lines.all(
                NodeKind.TOOL,
                graph.toolCalls(),
                o -> o.execution().startedSeq(),
                GraphObjectJson::of,
                o -> o.threadId());
        lines.all(
                NodeKind.TERMINAL,
                graph.terminalSessions(),
                o -> o.execution().startedSeq(),
                GraphObjectJson::of,
                o -> o.threadId());
        lines.all(
                NodeKind.OPERATION,
                graph.terminalOperations(),
                o -> o.execution().startedSeq(),
                GraphObjectJson::of,
                this::threadOf);
        lines.all(
                NodeKind.COMPACTION,
                graph.compactions(),
                Compaction::installedAtUnixMs,
                GraphObjectJson::of,
                o -> o.threadId());
        lines.all(
                NodeKind.COMPACTION_REQUEST,
                graph.compactionRequests(),
                o -> o.execution().startedSeq(),
                GraphObjectJson::of,
                o -> o.threadId());
        lines.all(
                NodeKind.EDGE,
                graph.interactionEdges(),
                InteractionEdge::startedAtUnixMs,
                GraphObjectJson::of,
                o -> null);
        lines.all(NodeKind.PAYLOAD, graph.rawPayloads(), o -> 0, GraphObjectJson::of, o -> null);
        lines.writer.flush();
        return lines.count;
    }

    private @Nullable ThreadId threadOf(TerminalOperation operation) {
        ToolCall tool = graph.toolCalls().get(operation.toolCallId());
        return tool == null ? null : tool.threadId();
    }

    private JsonObject rollout() {
        Fields fields = new Fields()
                .text("kind", "rollout")
                .text("id", graph.rolloutId().value())
                .text("rollout_id", graph.rolloutId().value())
                .text("trace_id", graph.traceId().value())
                .text("root_thread_id", graph.rootThreadId().value())
                .number("started_at_unix_ms", graph.startedAtUnixMs());
        Long ended = graph.endedAtUnixMs();
        return fields.number("ended_at_unix_ms", ended)
                .text("status", WireNames.of(graph.status()))
                .number("duration_ms", ended == null ? null : Long.valueOf(ended - graph.startedAtUnixMs()))
                .object();
    }

    /** The lines, each kind in the order in which its objects began. */
    private final class Lines {
        private final Writer writer;
        private long count;

        Lines(Writer writer) {
            this.writer = writer;
        }

        <I extends Id, T> void all(
                NodeKind kind,
                Map<I, T> objects,
                ToLongFunction<T> order,
                Function<T, JsonObject> fields,
                Function<T, @Nullable ThreadId> thread)
                throws IOException {
            List<Map.Entry<I, T>> sorted = new ArrayList<>(objects.entrySet());
            // Of numbered ids, ten comes behind nine.
            sorted.sort(Comparator.comparingLong((Map.Entry<I, T> entry) -> order.applyAsLong(entry.getValue()))
                    .thenComparingInt(entry -> entry.getKey().value().length())
                    .thenComparing(entry -> entry.getKey().value()));
            for (Map.Entry<I, T> entry : sorted) {
                T object = entry.getValue();
                print(line(kind, entry.getKey().value(), fields.apply(object), thread.apply(object)));
            }
        }

        void print(JsonObject line) throws IOException {
            writer.write(line.compact());
            writer.write('\n');
            count++;
        }
    }

    private JsonObject line(NodeKind kind, String id, JsonObject object, @Nullable ThreadId thread) {
        String word = kind.word().replace('-', '_');
        Fields line = new Fields().text("kind", word).text("id", id);
        if (thread != null) {
            line.text("agent_path", Names.agent(graph, thread));
        }
        ToolCall tool = kind == NodeKind.TOOL ? graph.toolCalls().get(new ToolCallId(id)) : null;
        if (tool != null) {
            line.text("tool", Names.tool(tool.kind()));
        }
        InteractionEdge edge = kind == NodeKind.EDGE ? graph.interactionEdges().get(new EdgeId(id)) : null;
        if (edge != null) {
            line.text("from_agent", agent(edge.source())).text("to_agent", agent(edge.target()));
        }
        JsonObject flat = flattened(word, object);
        Long duration = duration(flat);
        if (flat.fields().containsKey("ended_at_unix_ms")) {
            line.number("duration_ms", duration);
        }
        flat.fields().forEach(line::value);
        return line.object();
    }

    /** The agent that an end of an edge belongs to. */
    private @Nullable String agent(EdgeAnchor anchor) {
        if (anchor instanceof EdgeAnchor.Tool end) {
            ToolCall tool = graph.toolCalls().get(end.toolCallId());
            return tool == null ? null : Names.agent(graph, tool.threadId());
        } else if (anchor instanceof EdgeAnchor.ConversationItem end) {
            ConversationItem item = graph.conversationItems().get(end.itemId());
            return item == null ? null : Names.agent(graph, item.threadId());
        } else if (anchor instanceof EdgeAnchor.WholeThread end) {
            return Names.agent(graph, end.threadId());
        }
        throw new IllegalArgumentException("no such anchor: " + anchor);
    }

    private static JsonObject flattened(String word, JsonObject object) {
        Fields flat = new Fields();
        object.fields().forEach((name, value) -> {
            boolean inline = name.equals("execution") || name.equals("usage");
            if (inline && value instanceof JsonObject inner) {
                inner.fields().forEach(flat::value);
            } else if (name.equals("kind")) {
                flat.value(word + "_kind", value);
            } else if (!inline) {
                flat.value(name, value);
            }
        });
        return flat.object();
    }

    private static @Nullable Long duration(JsonObject flat) {
        Long started = number(flat.field("started_at_unix_ms"));
        Long ended = number(flat.field("ended_at_unix_ms"));
        return started == null || ended == null ? null : Long.valueOf(ended - started);
    }

    private static @Nullable Long number(@Nullable JsonValue value) {
        return value instanceof JsonNumber number ? number.int64() : null;
    }
}

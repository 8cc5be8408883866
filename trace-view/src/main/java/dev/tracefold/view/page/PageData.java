/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.CodeCell;
import dev.tracefold.model.graph.CodexTurn;
import dev.tracefold.model.graph.Compaction;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.TerminalSession;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.json.WireNames;
import dev.tracefold.model.raw.EventType;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.lookup.NodeKind;
import dev.tracefold.view.text.Summary;

/**
 * What the page shows of a session or of a part of it, as compact JSON: an array for each kind of object, in the order of
 * {@link NodeKind}, the lists that requests share, the moments of all events, and the texts, of which each may be only a
 * beginning. Objects refer to each other by their number, counted through all kinds. Not to be shared between threads.
 */
public final class PageData {
    private static final int FORMAT = 1;

    // What comes behind the texts, and a little more.
    private static final int TAIL = 1 << 10;

    // Where there are more items than this allows, it is known that they do not fit.
    private static final int LEAST_OF_AN_ITEM = 50;

    private final SessionGraph graph;
    private final Moments moments;
    private final TraceSource source;
    private final PageBounds bounds;
    private final Part part;

    /** Writes a page, from its beginning whenever it is asked to. */
    public interface Writing {
        LeftOut write(PageData data) throws IOException;
    }

    /**
     * Of that graph.
     *
     * @param moments what watched the replay that the graph came from
     * @param source where the payloads are; it has to stay open until all is written
     */
    public PageData(SessionGraph graph, Moments moments, TraceSource source, PageBounds bounds) {
        this(graph, moments, source, bounds, Part.whole(moments));
    }

    private PageData(SessionGraph graph, Moments moments, TraceSource source, PageBounds bounds, Part part) {
        this.graph = graph;
        this.moments = moments;
        this.source = source;
        this.bounds = bounds;
        this.part = part;
    }

    /**
     * Writes this, or where it does not fit, the last part of it that does.
     *
     * @throws PageTooLargeException if next to nothing fits
     * @throws IOException as the writing does
     */
    public LeftOut writeWhatFits(Writing writing) throws IOException {
        return writeWhatFits(events -> part(Math.max(0, moments.size() - events), events), Integer.MAX_VALUE, writing);
    }

    /**
     * Writes what was going on from the first event on that has at least that seq, or from the last one, as far as it fits.
     *
     * @param most so many events at most
     * @throws PageTooLargeException if next to nothing fits
     * @throws IOException as the writing does
     */
    public LeftOut writeWhatFits(long seq, int most, Writing writing) throws IOException {
        int first = moments.from(seq);
        return writeWhatFits(events -> part(first, events), most, writing);
    }

    private static LeftOut writeWhatFits(IntFunction<PageData> ofEvents, int most, Writing writing) throws IOException {
        PageData tried = ofEvents.apply(most);
        while (true) {
            try {
                return writing.write(tried);
            } catch (PageTooLargeException e) {
                int events = Math.min(tried.part.events() / 2, tried.bounds.usualEvents());
                if (events == 0) {
                    throw e;
                }
                tried = ofEvents.apply(events);
            }
        }
    }

    /** The same of what was going on from an event on, for so many events at most. */
    PageData part(int first, int most) {
        return new PageData(graph, moments, source, bounds, Part.from(moments, first, most));
    }

    /** The seq of the event with which an object came; null if there is none, or nothing tells. */
    public @Nullable Long seqOf(Node node) {
        return new Beginnings(graph, moments).seqOf(node);
    }

    /** What people call the session. */
    public String title() {
        return graph.rolloutId().value();
    }

    /**
     * Writes the JSON. It may stand in a script element of a page. The stream is flushed and stays open.
     *
     * @throws PageTooLargeException if it does not fit even without any text; something may have been written by then
     * @throws IOException if the stream cannot be written, or a payload that is there cannot be read
     */
    public LeftOut write(OutputStream utf8) throws IOException {
        return write(utf8, 0);
    }

    /** The same, where so many bytes are taken already. */
    LeftOut write(OutputStream utf8, long taken) throws IOException {
        long most = bounds.bytes() - taken;
        if (part.items() > most / LEAST_OF_AN_ITEM) {
            throw new PageTooLargeException(bounds);
        }
        CountingStream counted = new CountingStream(utf8, new PageTooLargeException(bounds), most);
        JsonGenerator json = PageJson.generator(counted);
        Texts texts = new Texts(bounds.preview());
        json.writeStartObject();
        json.writeNumberField("format", FORMAT);
        session(json);
        objects(json, texts);
        events(json);
        json.writeFieldName("texts");
        json.flush();
        long room = most - counted.count() - TAIL;
        if (room < texts.least()) {
            throw new PageTooLargeException(bounds);
        }
        LeftOut leftOut = texts.write(json, room).beside(part);
        json.writeObjectFieldStart("left_out");
        json.writeNumberField("events", leftOut.events());
        json.writeNumberField("later", leftOut.later());
        if (leftOut.events() > 0) {
            json.writeNumberField("seq_earlier", part.seqEarlier(bounds.usualEvents()));
        }
        if (leftOut.later() > 0) {
            json.writeNumberField("seq_later", leftOut.fromLater());
        }
        json.writeNumberField("shortened", leftOut.shortened());
        json.writeNumberField("dropped", leftOut.dropped());
        json.writeNumberField("preview", leftOut.preview());
        json.writeNumberField("asked", bounds.preview());
        json.writeEndObject();
        json.writeEndObject();
        json.flush();
        return leftOut;
    }

    private void session(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("session");
        json.writeStringField("id", graph.rolloutId().value());
        json.writeStringField("trace_id", graph.traceId().value());
        json.writeStringField("status", WireNames.of(graph.status()));
        json.writeNumberField("started_at_unix_ms", graph.startedAtUnixMs());
        Long ended = graph.endedAtUnixMs();
        if (ended != null) {
            json.writeNumberField("ended_at_unix_ms", ended);
        }
        json.writeEndObject();
    }

    private void objects(JsonGenerator json, Texts texts) throws IOException {
        NodeTable nodes = new NodeTable(graph, part);
        ObjectWriter out = new ObjectWriter(json, nodes, texts, graph.startedAtUnixMs());
        ItemLists lists = new ItemLists(nodes);
        ConversationData said = new ConversationData(out, lists, moments);
        ToolData done = new ToolData(graph, out, new Beginnings(graph, moments));
        json.writeObjectFieldStart("objects");
        start(json, NodeKind.THREAD);
        for (Summary.Agent agent : nodes.agents) {
            ThreadId id = agent.thread().threadId();
            said.thread(agent, nodes.turnsBefore(id), nodes.inferencesBefore(id));
        }
        start(json, NodeKind.TURN);
        for (CodexTurn turn : nodes.turns) {
            said.turn(turn);
        }
        start(json, NodeKind.ITEM);
        for (int i = 0; i < nodes.items.size(); i++) {
            said.item(nodes.items.get(i), part.itemsBefore() + i + 1);
        }
        start(json, NodeKind.INFERENCE);
        for (InferenceCall call : nodes.inferences) {
            said.inference(call);
        }
        start(json, NodeKind.CELL);
        for (CodeCell cell : nodes.cells) {
            done.cell(cell);
        }
        start(json, NodeKind.TOOL);
        for (ToolCall tool : nodes.tools) {
            done.tool(tool);
        }
        start(json, NodeKind.TERMINAL);
        for (TerminalSession terminal : nodes.terminals) {
            done.terminal(terminal);
        }
        start(json, NodeKind.OPERATION);
        for (TerminalOperation operation : nodes.operations) {
            done.operation(operation);
        }
        start(json, NodeKind.COMPACTION);
        for (Compaction compaction : nodes.compactions) {
            said.compaction(compaction);
        }
        start(json, NodeKind.COMPACTION_REQUEST);
        for (CompactionRequest request : nodes.compactionRequests) {
            said.compactionRequest(request);
        }
        start(json, NodeKind.EDGE);
        for (InteractionEdge edge : nodes.edges) {
            done.edge(edge);
        }
        start(json, NodeKind.PAYLOAD);
        source.expect(nodes.payloads);
        for (PayloadRef payload : nodes.payloads) {
            payload(payload, out, texts);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeFieldName("lists");
        lists.write(json);
        if (!part.isWhole()) {
            json.writeFieldName("failures_beside");
            nodes.failuresBeside.write(json);
        }
    }

    private static void start(JsonGenerator json, NodeKind kind) throws IOException {
        if (kind != NodeKind.THREAD) {
            json.writeEndArray();
        }
        json.writeArrayFieldStart(kind.word());
    }

    private void payload(PayloadRef payload, ObjectWriter out, Texts texts) throws IOException {
        out.start(payload.payloadId()).word("kind", payload.kind()).field("path", payload.path());
        try {
            byte[] bytes = source.payload(payload).bytes();
            out.field("bytes", bytes.length);
            if (bounds.preview() > 0) {
                out.field("text", texts.number(bytes));
            }
        } catch (ReplayException missing) {
            out.field("missing", true);
        }
        out.end();
    }

    /** A column each: what it was, and how far its seq and its time are from those of the one before. */
    private void events(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("events");
        Map<EventType, Integer> names = new LinkedHashMap<>();
        json.writeArrayFieldStart("types");
        for (int i = part.first(); i < part.end(); i++) {
            Integer known = names.putIfAbsent(moments.type(i), names.size());
            json.writeNumber(known == null ? names.size() - 1 : known);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("names");
        for (EventType type : names.keySet()) {
            json.writeString(WireNames.of(type));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("seqs");
        long last = 0;
        for (int i = part.first(); i < part.end(); i++) {
            json.writeNumber(moments.seq(i) - last);
            last = moments.seq(i);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("times");
        last = graph.startedAtUnixMs();
        for (int i = part.first(); i < part.end(); i++) {
            json.writeNumber(moments.time(i) - last);
            last = moments.time(i);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.read.Lineage;
import dev.tracefold.rollout.read.Lineages;
import dev.tracefold.rollout.read.Opening;
import dev.tracefold.rollout.read.RolloutReader;

/**
 * One rollout of a session with what it goes on from, read line by line. It is looked at before it is begun, for it may have
 * to wait for its turn.
 */
final class Strand implements Closeable {
    // The header is looked for in so many lines at most, and they are held until it is their turn.
    private static final int HEAD_LINES = 10;
    private static final long HEAD_BYTES = 1 << 20;

    private final Extent extent;
    private final RolloutReader reader;
    private final Lineage lineage;
    private final Inherited inherited;
    private final SessionHeader header;
    private final boolean empty;
    private final Times times;
    private final Deque<RolloutLine> ahead = new ArrayDeque<>();
    private @Nullable Translation translation;
    private @Nullable RolloutLine timed;
    private long nextTime;
    private boolean ended;
    private boolean finished;

    private Strand(Extent extent, RolloutReader reader, Lineages lineages, Opening opening) throws IOException {
        this.extent = extent;
        this.reader = reader;
        SessionHeader own = SessionHeader.of(extent.path(), readHead());
        Lineage found = extent.lineage();
        this.lineage = found != null ? found : own.goesOn() ? lineages.of(extent.path()) : Lineage.NONE;
        this.inherited = new Inherited(reader.threadId(), lineage, opening);
        this.header = inherited.began().map(own::startedAt).orElse(own);
        this.empty = ahead.isEmpty();
        this.nextTime = header.manifest().startedAtUnixMs();
        this.times = new Times(nextTime);
    }

    /** Opens a rollout, of which texts may be left where they are. */
    static Strand open(Extent extent, Lineages lineages, Opening opening) throws IOException {
        RolloutReader reader = RolloutReader.openToReadAgain(extent.path(), opening);
        try {
            return new Strand(extent, reader, lineages, opening);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** Reads up to the header, or to what shows that there is none, as the readers of headers do. */
    private List<RolloutLine> readHead() throws IOException {
        boolean decided = false;
        while (!decided && ahead.size() < HEAD_LINES && reader.position() < HEAD_BYTES && readLine()) {
            LineType type = ahead.getLast().type();
            decided = type == LineType.SESSION_META || type == LineType.RESPONSE_ITEM;
        }
        return List.copyOf(ahead);
    }

    /** Reads one more line; false where there is none. */
    private boolean readLine() throws IOException {
        RolloutLine line = ended ? null : reader.next();
        ended = line == null || reader.position() > extent.bytes();
        if (line == null || ended) {
            return false;
        }
        ahead.add(line);
        return true;
    }

    SessionHeader header() {
        return header;
    }

    /** Whether there is no line of a rollout in the file at all. */
    boolean empty() {
        return empty;
    }

    /** The thread starts; its events go there. */
    void begin(Emitter emitter, AgentResults results) {
        translation = new Translation(emitter, results, header);
    }

    /** Whether texts may have been left in the file, which must stay open until somebody had the time to take it. */
    boolean readAgain() {
        return reader.canReadAgain() || inherited.readAgain();
    }

    /** When the next line was written, as far as can be told; of no line, when the last was. */
    long nextTime() throws IOException {
        RolloutLine before = inherited.peek();
        RolloutLine line = before == null ? ahead.peek() : before;
        // What another session had said was there from the beginning.
        if (line != null && line != timed && (before == null || !inherited.foreign())) {
            timed = line;
            nextTime = times.read(line.timestamp());
        }
        return nextTime;
    }

    /** Takes the next line, or the end; false behind that. */
    boolean step() throws IOException {
        Translation begun = translation;
        if (finished || begun == null) {
            return false;
        }
        RolloutLine before = inherited.peek();
        if (before != null) {
            begun.inherit(before, inherited.file(), inherited.foreign());
            inherited.remove();
        } else if (ahead.isEmpty()) {
            begun.finish();
            finished = true;
        } else {
            RolloutLine line = ahead.remove();
            begun.take(line, reader.bytesOf(line));
            if (ahead.isEmpty()) {
                readLine();
            }
        }
        return true;
    }

    /** The same rollout, with what was found of its lineage. */
    Extent whole() {
        return new Extent(extent.path(), extent.bytes(), lineage);
    }

    /** The same as far as it was read. */
    Extent read() {
        return new Extent(extent.path(), reader.position(), lineage);
    }

    /** What was met so far. */
    TranslationReport report() {
        Translation begun = translation;
        Map<String, Long> passedOver = new TreeMap<>(inherited.missing());
        if (begun != null) {
            passedOver.putAll(begun.passedOver());
        }
        return new TranslationReport(
                1,
                reader.nonBlankLines() + inherited.lines(),
                reader.parseErrors() + inherited.parseErrors(),
                reader.misnumberedLines(),
                Math.min(header.copiedLines(), Math.max(0, reader.nonBlankLines() - 1)),
                inherited.lines(),
                begun == null ? 0 : begun.spawned(),
                reader.truncated() || inherited.truncated(),
                passedOver);
    }

    @Override
    public void close() throws IOException {
        try (inherited) {
            reader.close();
        }
    }
}

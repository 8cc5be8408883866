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
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.read.RolloutReader;

/** One rollout of a session, read line by line. It is looked at before it is begun, for it may have to wait for its turn. */
final class Strand implements Closeable {
    // The header is looked for in so many lines at most, and they are held until it is their turn.
    private static final int HEAD_LINES = 10;
    private static final long HEAD_BYTES = 1 << 20;

    private final Extent extent;
    private final RolloutReader reader;
    private final SessionHeader header;
    private final boolean empty;
    private final Times times;
    private final Deque<RolloutLine> ahead = new ArrayDeque<>();
    private @Nullable Translation translation;
    private @Nullable RolloutLine timed;
    private long nextTime;
    private boolean ended;
    private boolean finished;

    private Strand(Extent extent, RolloutReader reader) throws IOException {
        this.extent = extent;
        this.reader = reader;
        this.header = SessionHeader.of(extent.path(), readHead());
        this.empty = ahead.isEmpty();
        this.nextTime = header.manifest().startedAtUnixMs();
        this.times = new Times(nextTime);
    }

    /** Opens a rollout; of a plain file with at least {@code smallestLeft} bytes, texts may be left where they are. */
    static Strand open(Extent extent, long smallestLeft) throws IOException {
        RolloutReader reader = RolloutReader.openToReadAgain(extent.path(), smallestLeft);
        try {
            return new Strand(extent, reader);
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
        translation = new Translation(emitter, results, header, reader.file());
    }

    /** Whether texts may have been left in the file, which must stay open until somebody had the time to take it. */
    boolean readAgain() {
        return reader.file() != null;
    }

    /** When the next line was written, as far as can be told; of no line, when the last was. */
    long nextTime() {
        RolloutLine line = ahead.peek();
        if (line != null && line != timed) {
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
        if (ahead.isEmpty()) {
            begun.finish();
            finished = true;
        } else {
            begun.take(ahead.remove());
            if (ahead.isEmpty()) {
                readLine();
            }
        }
        return true;
    }

    /** The same rollout, as far as it was read. */
    Extent read() {
        return new Extent(extent.path(), reader.position());
    }

    /** What was met so far. */
    TranslationReport report() {
        Translation begun = translation;
        return new TranslationReport(
                1,
                reader.nonBlankLines(),
                reader.parseErrors(),
                Math.min(header.copiedLines(), Math.max(0, reader.nonBlankLines() - 1)),
                begun == null ? 0 : begun.spawned(),
                reader.truncated(),
                begun == null ? Map.of() : begun.passedOver());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.read.RolloutReader;

/**
 * Turns a rollout, plain or compressed, into the raw events and bodies that a recorder would have written, one after the
 * other: a strict reduction takes every one of them, whatever the file holds. The same bytes give the same events. What
 * cannot become an event is left out and counted in the {@link #report}.
 *
 * <p>Memory is needed for the history that the model would be shown next, for the longest line, and some bytes for each
 * call. Not thread-safe.
 */
public final class RolloutTranslator implements Closeable {
    // The header is looked for in so many lines at most, and they are held until it is their turn.
    private static final int HEAD_LINES = 10;
    private static final long HEAD_BYTES = 1 << 20;

    private final RolloutReader reader;
    private final Emitter emitter;
    private final Translation translation;
    private final TraceManifest manifest;
    private final long copiedLines;
    private final boolean empty;
    private final long mostBytes;
    private final Deque<RolloutLine> ahead = new ArrayDeque<>();
    private boolean ended;
    private boolean finished;

    private RolloutTranslator(RolloutReader reader, Path path, long mostBytes) throws IOException {
        this.reader = reader;
        this.mostBytes = mostBytes;
        SessionHeader header = SessionHeader.of(path, readHead());
        this.empty = ahead.isEmpty();
        this.manifest = header.manifest();
        this.copiedLines = header.copiedLines();
        this.emitter = new Emitter(manifest.rolloutId(), manifest.rootThreadId());
        this.translation = new Translation(emitter, header, reader.file());
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
        ended = line == null || reader.position() > mostBytes;
        if (line == null || ended) {
            return false;
        }
        ahead.add(line);
        return true;
    }

    /**
     * Opens a rollout by either of its paths.
     *
     * @throws java.nio.file.NoSuchFileException if neither form exists
     * @throws dev.tracefold.rollout.RolloutException if its history is kept in a way that this version cannot read
     */
    public static RolloutTranslator open(Path path) throws IOException {
        return open(path, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * The same for the lines that lie within so many bytes, counted in the plain form. Of a plain file with at least {@code
     * smallestLeft} bytes, texts may be left where they are.
     */
    static RolloutTranslator open(Path path, long mostBytes, long smallestLeft) throws IOException {
        RolloutReader reader = RolloutReader.openToReadAgain(path, smallestLeft);
        try {
            return new RolloutTranslator(reader, path, mostBytes);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** Whose session it is; the ids are the rollout's own. */
    public TraceManifest manifest() {
        return manifest;
    }

    /** Whether there is no line of a rollout in the file at all. It is translated all the same. */
    public boolean empty() {
        return empty;
    }

    /**
     * The next event; null at the end.
     *
     * @throws IOException if the file cannot be read
     */
    public @Nullable TranslatedEvent next() throws IOException {
        TranslatedEvent event = emitter.poll();
        while (event == null && !finished) {
            if (!ahead.isEmpty()) {
                translation.take(ahead.remove());
                if (ahead.isEmpty()) {
                    readLine();
                }
            } else {
                translation.finish();
                finished = true;
            }
            event = emitter.poll();
        }
        return event;
    }

    /** What was met so far. */
    public TranslationReport report() {
        return new TranslationReport(
                reader.nonBlankLines(),
                reader.parseErrors(),
                Math.min(copiedLines, Math.max(0, reader.nonBlankLines() - 1)),
                reader.truncated(),
                translation.passedOver());
    }

    /** How far reading has come, in bytes of the plain form. */
    public long position() {
        return reader.position();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

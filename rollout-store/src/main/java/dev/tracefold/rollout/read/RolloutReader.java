/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.StoredBytes;
import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.internal.ByteLines;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.line.BadLine;
import dev.tracefold.rollout.line.LineParser;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.NumberCheck;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.line.SessionMeta;

/**
 * Pulls the good lines of a rollout one by one, plain or compressed alike, and counts and locates the bad ones. Memory is
 * bounded by the longest line, and that by a cap. What was opened is a consistent snapshot even when the file is
 * compressed or archived meanwhile. Not thread-safe.
 */
public final class RolloutReader implements Closeable {
    private final ByteLines lines;
    private final @Nullable ReadAgain again;
    private final Consumer<BadLine> badLines;
    private final LineParser parser = new LineParser();
    private final NumberCheck numbers = new NumberCheck();
    private @Nullable SessionMeta firstMeta;
    private long parseErrors;
    private long misnumbered;
    private long nonBlank;

    RolloutReader(ByteLines lines, @Nullable ReadAgain again, Consumer<BadLine> badLines) {
        this.lines = lines;
        this.again = again;
        this.badLines = badLines;
    }

    /**
     * Opens a rollout by either of its paths.
     *
     * @throws NoSuchFileException when neither form exists
     */
    public static RolloutReader open(Path path) throws IOException {
        return open(path, bad -> {});
    }

    /** As {@link #open(Path)}; {@code badLines} hears of every line that could not be read. */
    public static RolloutReader open(Path path, Consumer<BadLine> badLines) throws IOException {
        return open(path, FileOps.REAL, ByteLines.DEFAULT_CAP, badLines);
    }

    /** For the store's own packages and their tests: with these file operations and this cap on a line. */
    public static RolloutReader open(Path path, FileOps files, int cap, Consumer<BadLine> badLines) throws IOException {
        return new RolloutReader(new RolloutSource(files).lines(path, cap), null, badLines);
    }

    /**
     * As {@link #open(Path)}, for who may want to read some of the bytes again later, even when this is closed. Those of a
     * compressed rollout are copied to a temporary file for that, but for the first.
     *
     * @throws NoSuchFileException when neither form exists
     */
    public static RolloutReader openToReadAgain(Path path, Opening opening) throws IOException {
        InputStream in = new RolloutSource(FileOps.REAL).openToReadAgain(path, opening);
        ReadAgain again = in instanceof ReadAgain file ? file : null;
        return new RolloutReader(new ByteLines(in, ByteLines.DEFAULT_CAP), again, bad -> {});
    }

    /** Where the bytes of a line that was read can be read again, at their offset in the plain form; null if they cannot. */
    public @Nullable StoredBytes bytesOf(RolloutLine line) {
        return again == null ? null : again.from(line.offset());
    }

    /** Whether those of any line so far can be read again. */
    public boolean canReadAgain() {
        return again != null && again.any();
    }

    /**
     * The next good line, or null at the end.
     *
     * @throws RolloutException INVALID_REQUEST when the session's history is kept in a way that this version cannot read
     */
    public @Nullable RolloutLine next() throws IOException {
        while (lines.advance()) {
            if (lines.blank()) {
                continue;
            }
            if (lines.damage() != null && !lines.terminated()) {
                return null; // Half a line in front of the damage: the damage is what gets reported.
            }
            nonBlank++;
            RolloutLine line = parse();
            if (line != null) {
                return line;
            }
        }
        return null;
    }

    private @Nullable RolloutLine parse() throws IOException {
        if (lines.oversize()) {
            numbers.readTooLong();
            return bad("longer than the cap on a line");
        }
        boolean known = parser.parse(lines.buffer(), lines.start(), lines.length());
        numbers.read(parser, known);
        misnumbered += numbers.fault() == null ? 0 : 1;
        if (!known) {
            return bad(parser.problem());
        }
        if (parser.obsolete()) {
            return null;
        }
        RolloutLine line = parser.toLine(lines);
        return line.type() == LineType.SESSION_META ? checkMeta(line) : line;
    }

    private @Nullable RolloutLine checkMeta(RolloutLine line) throws IOException {
        JsonNode payload = line.payload();
        Optional<String> unknownMode = SessionMeta.unknownHistoryMode(payload);
        if (unknownMode.isPresent()) {
            if (firstMeta == null) {
                throw RolloutException.invalidRequest("invalid session metadata history_mode: " + unknownMode.get()
                        + " (line " + line.number() + ")");
            }
            return bad("unknown history_mode " + unknownMode.get());
        }
        Optional<SessionMeta> meta = SessionMeta.read(payload);
        if (meta.isEmpty()) {
            return bad("session_meta without a required field or with a bad id");
        }
        if (firstMeta == null) {
            firstMeta = meta.get();
        }
        return line;
    }

    private @Nullable RolloutLine bad(String reason) {
        parseErrors++;
        badLines.accept(new BadLine(
                lines.number(),
                lines.offset(),
                lines.endOffset() - lines.offset() - (lines.terminated() ? 1 : 0),
                reason));
        return null;
    }

    /** The first session_meta read so far. */
    public Optional<SessionMeta> sessionMeta() {
        return Optional.ofNullable(firstMeta);
    }

    /** The id of the first session_meta read so far. */
    public Optional<ThreadId> threadId() {
        return sessionMeta().map(SessionMeta::id);
    }

    /** How many lines so far could not be read. */
    public long parseErrors() {
        return parseErrors;
    }

    /** How many lines so far did not have the number that was due, in a rollout whose lines have numbers. */
    public long misnumberedLines() {
        return misnumbered;
    }

    /** How many lines so far were not blank, bad ones included. */
    public long nonBlankLines() {
        return nonBlank;
    }

    /** Where reading stands, in bytes of the plain form. */
    public long position() {
        return lines.endOffset();
    }

    /** Whether a compressed file ended early or was damaged; what was read before that is good. */
    public boolean truncated() {
        return lines.damage() != null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

import dev.tracefold.rollout.internal.ByteLines;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.line.LineParser;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.Renumbering;
import dev.tracefold.rollout.line.RolloutItem;
import dev.tracefold.rollout.line.SessionMeta;
import dev.tracefold.rollout.read.ReverseRecords;
import dev.tracefold.rollout.read.RolloutSource;

/**
 * The numbers of the lines that are appended to one rollout. Recorders of some versions number all lines, and refuse a
 * session in whose rollout the last line has no number or one that was there before; so a rollout whose first line has a
 * number gets them on, and no other does. Not thread-safe.
 */
final class LineNumbers {
    private static final String NUMBERED = "paginated";

    private final Path plain;
    private final FileOps files;
    private OptionalLong next = OptionalLong.empty();
    private boolean begun; // Torn lines alone are no beginning.
    private long end = -1; // of the file, when the next number was this

    LineNumbers(Path plain, FileOps files) {
        this.plain = plain;
        this.files = files;
    }

    /** Looks what the last number is, if the file, whose size this is, is not as it was left. */
    void follow(long size) throws IOException {
        if (size == end) {
            return;
        }
        Optional<Boolean> first = next.isPresent() ? Optional.of(true) : firstHasNumber();
        next = first.orElse(false) ? behindLast() : OptionalLong.empty();
        begun = first.isPresent();
        end = size;
    }

    /** The number for an item that is written next. */
    OptionalLong of(RolloutItem item) {
        if (!begun && item.type() == LineType.SESSION_META) {
            next = SessionMeta.read(item.payload()).map(LineNumbers::first).orElse(OptionalLong.empty());
        }
        return next;
    }

    /** What was to stand elsewhere, as it is to be written next: a line gets the next number. */
    byte[] numberedAgain(byte[] written) {
        LineParser parser = new LineParser();
        if (next.isEmpty() || !parser.parse(written, 0, written.length)) {
            return written;
        }
        long number = next.getAsLong();
        next = OptionalLong.of(number + 1);
        return Renumbering.numbered(parser, written, 0, written.length, number);
    }

    /** Takes note that a line with the next number was written, after which the file has this size. */
    void written(long size) {
        begun = true;
        end = size;
        if (next.isPresent()) {
            next = OptionalLong.of(next.getAsLong() + 1);
        }
    }

    /** The number of the first line of a rollout that has this header; empty if lines have no numbers in it. */
    private static OptionalLong first(SessionMeta meta) {
        if (!NUMBERED.equals(meta.text("history_mode"))) {
            return OptionalLong.empty();
        }
        long inherited = meta.historyBase().map(base -> base.endOrdinal()).orElse(0L);
        return OptionalLong.of(inherited == Long.MAX_VALUE ? 0 : inherited);
    }

    /** Empty if there is no line yet. */
    private Optional<Boolean> firstHasNumber() throws IOException {
        LineParser parser = new LineParser();
        try (ByteLines lines = new RolloutSource(files).lines(plain, ByteLines.DEFAULT_CAP)) {
            while (lines.advance()) {
                boolean whole = !lines.blank() && !lines.oversize();
                if (whole && parser.parse(lines.buffer(), lines.start(), lines.length())) {
                    return Optional.of(parser.ordinal() != LineParser.NO_ORDINAL);
                }
            }
            return Optional.empty();
        }
    }

    private OptionalLong behindLast() throws IOException {
        LineParser parser = new LineParser();
        try (ReverseRecords records = new ReverseRecords(plain, ByteLines.DEFAULT_CAP)) {
            for (Optional<byte[]> line = records.next(); line.isPresent(); line = records.next()) {
                parser.parse(line.get(), 0, line.get().length);
                if (parser.ordinal() != LineParser.NO_ORDINAL) {
                    // Lines that are too long to be looked at have numbers like the rest.
                    return OptionalLong.of(parser.ordinal() + 1 + records.oversizeRecords());
                }
            }
        }
        throw new IOException("the numbered first line of " + plain + " is gone");
    }
}

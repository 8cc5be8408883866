/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.inspect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.internal.ByteLines;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Json;
import dev.tracefold.rollout.internal.Step;
import dev.tracefold.rollout.line.LineParser;
import dev.tracefold.rollout.line.NumberCheck;
import dev.tracefold.rollout.line.Renumbering;
import dev.tracefold.rollout.line.StrictUtf8;
import dev.tracefold.rollout.read.RolloutSource;

/**
 * Writes a repaired copy of a rollout beside it. Lines that hold several records, because a newline was lost or a write
 * was torn, are split; bytes that belong to no record go to a sidecar with their place; where lines are numbered and the
 * numbers do not go up by one, they do in the copy. Everything else is copied byte for byte, blank lines and records of
 * unknown types included. The rollout itself is only read. Thread-safe.
 */
public final class RolloutRepairer {
    private static final int CHANGES_KEPT = 100;
    private static final long PROGRESS_STEP = 16L << 20;

    private final FileOps files;

    public RolloutRepairer() {
        this(FileOps.REAL);
    }

    RolloutRepairer(FileOps files) {
        this.files = files;
    }

    /** The copy that a repair of this rollout writes; its name is not that of a rollout. */
    public static Path repairedPath(Path path) {
        return sibling(path, ".repaired.jsonl");
    }

    /** Where a repair of this rollout puts what it takes out. */
    public static Path quarantinePath(Path path) {
        return sibling(path, ".quarantine.jsonl");
    }

    private static Path sibling(Path path, String suffix) {
        String name = RolloutForms.fileName(RolloutForms.plain(path));
        String stem = name.endsWith(RolloutName.PLAIN_SUFFIX)
                ? name.substring(0, name.length() - RolloutName.PLAIN_SUFFIX.length())
                : name;
        return path.resolveSibling(stem + suffix);
    }

    /** Says what a repair would do; writes nothing. */
    public RepairReport check(Path path, Progress progress) throws IOException {
        Path form = RolloutForms.resolve(path).orElse(path);
        return pass(form, RepairOutput.nowhere(), progress);
    }

    /**
     * Checks the rollout and, if something is wrong with it, writes the repaired copy and the sidecar.
     *
     * @throws RolloutException CONFLICT when a copy of an earlier repair is there
     */
    public RepairReport repair(Path path, Progress progress) throws IOException {
        Path form = RolloutForms.resolve(path).orElse(path);
        RepairReport found = pass(form, RepairOutput.nowhere(), progress);
        if (found.clean()) {
            return found;
        }
        Path repaired = repairedPath(form);
        Path quarantine = quarantinePath(form);
        for (Path taken : List.of(repaired, quarantine)) {
            if (Files.exists(taken)) {
                throw RolloutException.conflict(taken + " of an earlier repair is there");
            }
        }
        try (RepairOutput output = RepairOutput.create(files, form, repaired, quarantine)) {
            RepairReport report = pass(form, output, progress);
            files.reached(Step.REPAIR_WRITTEN, form);
            output.publish();
            return new RepairReport(
                    form,
                    Optional.of(repaired),
                    report.counts().quarantined() > 0 ? Optional.of(quarantine) : Optional.empty(),
                    report.counts(),
                    report.changes(),
                    report.truncated());
        }
    }

    private RepairReport pass(Path form, RepairOutput output, Progress progress) throws IOException {
        try (ByteLines lines = new RolloutSource(files).lines(form, ByteLines.DEFAULT_CAP)) {
            Pass pass = new Pass(form, lines, output);
            lines.onOverflow(output::copy);
            pass.run(progress);
            return pass.report();
        }
    }

    /** One pass over one file. */
    private static final class Pass {
        private final Path form;
        private final ByteLines lines;
        private final RepairOutput output;
        private final LineSplitter splitter = new LineSplitter();
        private final LineParser parser = new LineParser();
        private final StrictUtf8 utf8 = new StrictUtf8();
        private final NumberCheck numbers = new NumberCheck();
        private final List<RepairReport.Change> changes = new ArrayList<>();
        private long kept;
        private long split;
        private long renumbered;
        private long quarantined;
        private long quarantinedBytes;

        Pass(Path form, ByteLines lines, RepairOutput output) {
            this.form = form;
            this.lines = lines;
            this.output = output;
        }

        void run(Progress progress) throws IOException {
            long total = RolloutForms.isCompressed(form) ? -1 : Files.size(form);
            long told = 0;
            while (lines.advance()) {
                line();
                if (lines.endOffset() - told >= PROGRESS_STEP) {
                    told = lines.endOffset();
                    progress.update(RolloutForms.fileName(form), told, total);
                }
            }
        }

        private void line() throws IOException {
            if (lines.oversize()) {
                kept++; // Its bytes went through as they were read.
                numbers.readTooLong();
                output.newline(lines.terminated());
            } else if (lines.blank()) {
                kept++;
                output.copy(lines.buffer(), lines.start(), lines.length());
                output.newline(lines.terminated());
            } else {
                boolean known = parser.parse(lines.buffer(), lines.start(), lines.length());
                if (known || isOneObject(lines.buffer(), lines.start(), lines.length())) {
                    kept += record(lines.start(), lines.length(), known) ? 1 : 0;
                    output.newline(lines.terminated());
                } else {
                    mend();
                }
            }
        }

        /** Copies the record that was just parsed, with another number if it is to have one; whether it is as it was. */
        private boolean record(int start, int length, boolean known) throws IOException {
            long due = numbers.read(parser, known);
            String fault = numbers.fault();
            if (fault != null) {
                change(fault);
            }
            if (due == LineParser.NO_ORDINAL || due == parser.ordinal()) {
                output.copy(lines.buffer(), start, length);
                return true;
            }
            byte[] numbered = Renumbering.numbered(parser, lines.buffer(), start, length, due);
            output.copy(numbered, 0, numbered.length);
            renumbered++;
            return false;
        }

        private void change(String what) {
            if (changes.size() < CHANGES_KEPT) {
                changes.add(new RepairReport.Change(lines.number(), lines.offset(), what));
            }
        }

        private void mend() throws IOException {
            List<LineSplitter.Piece> pieces = splitter.split(lines.buffer(), lines.start(), lines.length());
            int records = 0;
            for (LineSplitter.Piece piece : pieces) {
                if (piece.record()) {
                    records++;
                    record(piece.start(), piece.length(), parser.parse(lines.buffer(), piece.start(), piece.length()));
                    output.newline(true);
                } else {
                    quarantined++;
                    quarantinedBytes += piece.length();
                    long offset = lines.offset() + piece.start() - lines.start();
                    output.quarantine(lines.number(), offset, lines.buffer(), piece.start(), piece.length());
                }
            }
            split += records > 1 || (records == 1 && pieces.size() > 1) ? 1 : 0;
            change(describe(records, pieces.size() - records));
        }

        private static String describe(int records, int junk) {
            String taken = junk == 0 ? "" : junk == 1 ? "one piece quarantined" : junk + " pieces quarantined";
            String saved = records == 0 ? "" : records == 1 ? "one record saved" : "split into " + records + " records";
            return saved.isEmpty() || taken.isEmpty() ? saved + taken : saved + ", " + taken;
        }

        private boolean isOneObject(byte[] bytes, int start, int length) {
            if (!utf8.holds(bytes, start, length)) {
                return false;
            }
            try (JsonParser tokens = Json.FACTORY.createParser(bytes, start, length)) {
                if (tokens.nextToken() != JsonToken.START_OBJECT) {
                    return false;
                }
                tokens.skipChildren();
                return tokens.nextToken() == null;
            } catch (IOException e) {
                return false;
            }
        }

        RepairReport report() {
            return new RepairReport(
                    Objects.requireNonNull(form),
                    Optional.empty(),
                    Optional.empty(),
                    new RepairReport.Counts(lines.number(), kept, split, renumbered, quarantined, quarantinedBytes),
                    changes,
                    lines.damage() != null);
        }
    }
}

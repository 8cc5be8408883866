/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.internal.ByteLines;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.line.BadLine;
import dev.tracefold.rollout.line.LineParser;
import dev.tracefold.rollout.line.NumberCheck;
import dev.tracefold.rollout.line.SessionMeta;
import dev.tracefold.rollout.read.RolloutSource;

/** Reads a rollout once, line by line, and adds up where its bytes are. Thread-safe; memory is that of one line. */
public final class RolloutProfiler {
    private static final int LARGEST = 10;
    private static final long PROGRESS_STEP = 16L << 20;

    private final FileOps files;

    public RolloutProfiler() {
        this(FileOps.REAL);
    }

    RolloutProfiler(FileOps files) {
        this.files = files;
    }

    /**
     * Profiles whichever form exists; a damaged compressed file as far as it goes.
     *
     * @throws java.nio.file.NoSuchFileException when neither form exists
     */
    public RolloutProfile profile(Path path, Progress progress) throws IOException {
        Path form = RolloutForms.resolve(path).orElse(path);
        try (ByteLines lines = new RolloutSource(files).lines(form, ByteLines.DEFAULT_CAP)) {
            return new Pass(form, lines).run(progress);
        }
    }

    private record Kind(String type, String itemType) {}

    private static final class Sum {
        long lines;
        long bytes;
    }

    /** One pass over one file. */
    private static final class Pass {
        private final Path form;
        private final ByteLines lines;
        private final LineParser parser = new LineParser();
        private final Map<Kind, Sum> kinds = new HashMap<>();
        private final PriorityQueue<RolloutProfile.LargeLine> largest =
                new PriorityQueue<>(Comparator.comparingLong(RolloutProfile.LargeLine::length));
        private final ImageCounter images = new ImageCounter();
        private final HistoryCounter history = new HistoryCounter();
        private final NumberCheck numbers = new NumberCheck();
        private final Found bad = new Found();
        private final Found misnumbered = new Found();
        private Optional<ThreadId> thread = Optional.empty();
        private long blank;

        Pass(Path form, ByteLines lines) {
            this.form = form;
            this.lines = lines;
        }

        RolloutProfile run(Progress progress) throws IOException {
            long stored = Files.size(form);
            long total = RolloutForms.isCompressed(form) ? -1 : stored;
            long told = 0;
            while (lines.advance()) {
                line();
                if (lines.endOffset() - told >= PROGRESS_STEP) {
                    told = lines.endOffset();
                    progress.update(RolloutForms.fileName(form), told, total);
                }
            }
            progress.update(RolloutForms.fileName(form), lines.endOffset(), total);
            List<RolloutProfile.LargeLine> longestFirst = new ArrayList<>(largest);
            longestFirst.sort(Comparator.comparingLong(RolloutProfile.LargeLine::length)
                    .reversed()
                    .thenComparingLong(RolloutProfile.LargeLine::number));
            return new RolloutProfile(
                    form,
                    thread,
                    new RolloutProfile.Size(stored, lines.endOffset(), lines.number(), blank),
                    shares(),
                    images.total(),
                    history.total(),
                    longestFirst,
                    new RolloutProfile.BadLines(bad.count, bad.first, lines.damage() != null),
                    new RolloutProfile.Misnumbered(misnumbered.count, misnumbered.first));
        }

        private List<RolloutProfile.Share> shares() {
            List<RolloutProfile.Share> shares = new ArrayList<>();
            kinds.forEach((kind, sum) ->
                    shares.add(new RolloutProfile.Share(kind.type(), kind.itemType(), sum.lines, sum.bytes)));
            shares.sort(Comparator.comparingLong(RolloutProfile.Share::bytes)
                    .reversed()
                    .thenComparing(RolloutProfile.Share::type)
                    .thenComparing(RolloutProfile.Share::itemType));
            return shares;
        }

        private void line() throws IOException {
            if (lines.blank()) {
                blank++;
                return;
            }
            Kind kind = new Kind("bad", "");
            if (lines.damage() != null && !lines.terminated()) {
                kind = new Kind("cut off", "");
            } else if (lines.oversize()) {
                bad.add(lines, "longer than the cap on a line");
                numbers.readTooLong();
            } else {
                kind = parsed();
            }
            long length = lines.endOffset() - lines.offset();
            Sum sum = kinds.computeIfAbsent(kind, k -> new Sum());
            sum.lines++;
            sum.bytes += length;
            remember(kind, length - (lines.terminated() ? 1 : 0));
        }

        private Kind parsed() throws IOException {
            boolean known = parser.parse(lines.buffer(), lines.start(), lines.length());
            numbers.read(parser, known);
            String fault = numbers.fault();
            if (fault != null) {
                misnumbered.add(lines, fault);
            }
            if (!known) {
                bad.add(lines, parser.problem());
                return new Kind("bad", "");
            }
            content();
            String itemType = parser.itemType();
            return new Kind(parser.type().jsonName(), itemType == null ? "" : itemType);
        }

        private void content() throws IOException {
            images.count(lines.buffer(), lines.start(), lines.length());
            switch (parser.type()) {
                case SESSION_META -> {
                    if (thread.isEmpty()) {
                        thread =
                                SessionMeta.read(parser.toLine(lines).payload()).map(SessionMeta::id);
                    }
                }
                case COMPACTED -> history.compaction(lines.buffer(), lines.start(), lines.length());
                case RESPONSE_ITEM ->
                    history.item(lines.buffer(), lines.start() + parser.payloadStart(), parser.payloadLength());
                case TURN_CONTEXT,
                        EVENT_MSG,
                        WORLD_STATE,
                        INTER_AGENT_COMMUNICATION,
                        INTER_AGENT_COMMUNICATION_METADATA,
                        TOKEN_USAGE_RECORD,
                        RETAINED_CONTEXT,
                        SECURITY_RISK_SCORE,
                        REALTIME_ITEM -> {
                    // Nothing that compactions repeat.
                }
            }
        }

        private void remember(Kind kind, long length) {
            largest.add(
                    new RolloutProfile.LargeLine(lines.number(), lines.offset(), length, kind.type(), kind.itemType()));
            if (largest.size() > LARGEST) {
                largest.remove();
            }
        }
    }

    /** Lines of which something is to be said. */
    private static final class Found {
        private static final int KEPT = 100;

        final List<BadLine> first = new ArrayList<>();
        long count;

        void add(ByteLines lines, String reason) {
            count++;
            if (first.size() < KEPT) {
                long length = lines.endOffset() - lines.offset() - (lines.terminated() ? 1 : 0);
                first.add(new BadLine(lines.number(), lines.offset(), length, reason));
            }
        }
    }
}

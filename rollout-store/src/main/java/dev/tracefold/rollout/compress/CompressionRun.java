/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.record.RolloutContext;

/**
 * One run over the roots: settles what earlier ones retired, whatever it compresses itself; then walks depth-first, keeps
 * two files in flight, and counts what became of each.
 */
final class CompressionRun {
    private static final Logger LOG = LoggerFactory.getLogger(CompressionRun.class);
    private static final int IN_FLIGHT = 2;

    private final RolloutContext context;
    private final CompressionOptions options;
    private final Progress progress;
    private final FileCompressor compressor;
    private final RetiredFiles retired;
    private final Instant deadline;
    private final Map<FileOutcome, Long> outcomes = new EnumMap<>(FileOutcome.class);
    private final Deque<Future<FileCompressor.Result>> inFlight = new ArrayDeque<>();
    private long scanned;
    private long sourceBytes;
    private long compressedBytes;

    CompressionRun(RolloutContext context, CompressionOptions options, Progress progress) {
        this.context = context;
        this.options = options;
        this.progress = progress;
        this.compressor = new FileCompressor(context, options);
        this.retired = new RetiredFiles(context, options.limits().grace());
        this.deadline = context.clock().instant().plus(options.limits().maxRuntime());
    }

    CompressionReport run() {
        ExecutorService pool = Executors.newFixedThreadPool(IN_FLIGHT, work -> {
            Thread thread = new Thread(work, "rollout-compression-file");
            thread.setDaemon(true);
            return thread;
        });
        CompressionReport.RunOutcome outcome = CompressionReport.RunOutcome.COMPLETED;
        try {
            if (!options.dryRun()) {
                walk(context.home().archivedSessions(), this::settleRetired);
                walk(context.home().sessions(), this::settleRetired);
            }
            walk(context.home().archivedSessions(), entries -> compress(entries, pool));
            if (options.live()) {
                walk(context.home().sessions(), entries -> compress(entries, pool));
            }
            drain(0);
        } catch (LocksUnsupportedException e) {
            outcome = CompressionReport.RunOutcome.SKIPPED_UNSUPPORTED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = CompressionReport.RunOutcome.FAILED;
        } finally {
            pool.shutdownNow();
        }
        return new CompressionReport(
                outcome, scanned, outcomes, new CompressionReport.Bytes(sourceBytes, compressedBytes));
    }

    /** Does something with what is in one directory. */
    private interface Visitor {
        void visit(List<FileOps.Entry> entries) throws InterruptedException;
    }

    private void walk(Path root, Visitor visitor) throws InterruptedException {
        Deque<Path> todo = new ArrayDeque<>();
        todo.push(root);
        while (!todo.isEmpty() && !timeIsUp()) {
            List<FileOps.Entry> entries = entries(todo.pop());
            entries.stream().filter(FileOps.Entry::directory).forEach(entry -> todo.push(entry.path()));
            visitor.visit(entries);
        }
    }

    private void compress(List<FileOps.Entry> entries, ExecutorService pool) throws InterruptedException {
        for (FileOps.Entry entry : entries) {
            if (timeIsUp()) {
                return;
            }
            if (entry.regularFile() && isPlainRollout(entry.path())) {
                scanned++;
                progress.update(RolloutForms.fileName(entry.path()), scanned, -1);
                inFlight.add(pool.submit(() -> compressor.compressQuietly(entry.path())));
                drain(IN_FLIGHT - 1);
            }
        }
    }

    private static boolean isPlainRollout(Path path) {
        return RolloutName.parse(RolloutForms.fileName(path))
                .filter(name -> !name.compressed())
                .isPresent();
    }

    private List<FileOps.Entry> entries(Path directory) {
        try {
            List<FileOps.Entry> entries = new ArrayList<>(context.files().list(directory));
            entries.sort(Comparator.comparing(FileOps.Entry::path));
            return entries;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warn("skipping unreadable directory {}", directory, e);
            return List.of();
        }
    }

    private void settleRetired(List<FileOps.Entry> entries) {
        for (FileOps.Entry entry : entries) {
            RetiredName.parse(entry.path()).ifPresent(name -> {
                if (retired.settle(name)) {
                    count(FileOutcome.RECOVERED_TAIL);
                }
            });
        }
    }

    private boolean timeIsUp() {
        return !context.clock().instant().isBefore(deadline);
    }

    /** Waits until at most this many files are in flight. */
    private void drain(int allowed) throws InterruptedException {
        while (inFlight.size() > allowed) {
            try {
                FileCompressor.Result result = inFlight.remove().get();
                count(result.outcome());
                if (result.outcome() == FileOutcome.COMPRESSED) {
                    sourceBytes += result.sourceBytes();
                    compressedBytes += result.compressedBytes();
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof LocksUnsupportedException unsupported) {
                    throw unsupported;
                }
                LOG.error("compressing a rollout failed unexpectedly", e.getCause());
                count(FileOutcome.FAILED);
            }
        }
    }

    private void count(FileOutcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
        context.metrics().count("rollout_compression.file", outcome.label());
    }
}

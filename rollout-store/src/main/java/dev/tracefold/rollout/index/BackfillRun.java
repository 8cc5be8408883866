/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.record.RolloutContext;

/** One run of the backfill under one owner token. */
final class BackfillRun {
    private static final Logger LOG = LoggerFactory.getLogger(BackfillRun.class);
    private static final int SWEEP_ROUNDS = 3;
    private static final int WRITE_ATTEMPTS = 4;
    private static final long HEARTBEAT_SECONDS = 60;

    /** Called before each checkpoint; tests fail or interfere there. */
    @FunctionalInterface
    interface Hook {
        void beforeCheckpoint(@Nullable String watermark) throws IndexException;
    }

    /** Another owner has the work by now. */
    private static final class LeaseLostException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final RolloutContext context;
    private final RolloutIndex index;
    private final BackfillReader reader;
    private final BackfillFailures failures;
    private final BackfillOptions options;
    private final String owner;
    private final Hook hook;
    private final BackfillWriter writer;
    private final Map<String, String> failed = new HashMap<>();
    private final Map<String, Long> read = new HashMap<>(); // when what was read had last been written
    private long scanned;
    private long upserted;

    BackfillRun(
            RolloutContext context,
            RolloutIndex index,
            MetadataExtractor extractor,
            BackfillOptions options,
            String owner,
            Hook hook) {
        this.context = context;
        this.index = index;
        this.reader = new BackfillReader(extractor);
        this.failures = new BackfillFailures(index.backfill(), context.files());
        this.options = options;
        this.owner = owner;
        this.hook = hook;
        this.writer = new BackfillWriter(index);
    }

    private long now() {
        return context.clock().instant().getEpochSecond();
    }

    boolean claim(boolean ownerIsDead) throws IndexException {
        return index.backfill().claim(owner, now(), ownerIsDead);
    }

    BackfillReport work(Progress progress) throws IOException {
        ExecutorService pool =
                Executors.newFixedThreadPool(options.threads(), BackfillReader.daemon("rollout-backfill"));
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(BackfillReader.daemon("rollout-heartbeat"));
        ScheduledFuture<?> beat =
                timer.scheduleAtFixedRate(this::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        try {
            BackfillReport report = new BackfillReport(carryOut(pool, progress), counts(), reader.parseErrors());
            context.metrics().value("db.backfill.upserted", upserted);
            context.metrics().value("db.backfill.failed", failed.size());
            return report;
        } catch (LeaseLostException e) {
            LOG.warn("another process has taken the backfill over");
            return new BackfillReport(BackfillReport.Outcome.LEASE_LOST, counts(), reader.parseErrors());
        } catch (IndexException e) {
            LOG.warn("the backfill stops; the next run goes on", e);
            index.backfill().release(owner, now());
            return new BackfillReport(BackfillReport.Outcome.INCOMPLETE, counts(), reader.parseErrors());
        } finally {
            beat.cancel(true);
            timer.shutdownNow();
            pool.shutdownNow();
        }
    }

    private void heartbeat() {
        try {
            if (!index.backfill().heartbeat(owner, now())) {
                LOG.warn("the lease of the backfill was lost");
            }
        } catch (IndexException e) {
            LOG.warn("the lease of the backfill could not be renewed", e);
        }
    }

    private BackfillReport.Outcome carryOut(ExecutorService pool, Progress progress) throws IOException {
        Optional<String> watermark = watermark();
        BackfillFiles files = BackfillFiles.collect(context.home(), context.files());
        List<BackfillFiles.Entry> todo = files.entries().stream()
                .filter(entry -> watermark.isEmpty() || BackfillFiles.compare(entry.key(), watermark.get()) > 0)
                .toList();
        inBatches(todo, pool, progress, true);
        boolean complete = files.complete();
        if (options.closingSweep()) {
            complete &= closingSweep(pool, progress);
        }
        if (!complete) {
            index.backfill().release(owner, now());
            return BackfillReport.Outcome.INCOMPLETE;
        }
        if (!index.backfill().complete(owner, now())) {
            throw new LeaseLostException();
        }
        return outcome();
    }

    private Optional<String> watermark() {
        try {
            return index.backfillState().watermark();
        } catch (IndexException e) {
            return Optional.empty();
        }
    }

    private BackfillReport.Outcome outcome() {
        if (failed.isEmpty()) {
            return BackfillReport.Outcome.SUCCESS;
        }
        return upserted == 0 ? BackfillReport.Outcome.FAILED : BackfillReport.Outcome.PARTIAL_FAILURE;
    }

    private BackfillState.Counts counts() {
        return new BackfillState.Counts(scanned, upserted, failed.size());
    }

    /** Looks for what turned up behind the watermark, and once more for what failed; false if a directory failed. */
    private boolean closingSweep(ExecutorService pool, Progress progress) throws IOException {
        boolean complete = true;
        for (int round = 0; round < SWEEP_ROUNDS; round++) {
            BackfillFiles files = BackfillFiles.collect(context.home(), context.files());
            complete = files.complete();
            List<BackfillFiles.Entry> missing = missing(files, round == 0);
            if (missing.isEmpty()) {
                break;
            }
            inBatches(missing, pool, progress, false);
        }
        return complete;
    }

    private List<BackfillFiles.Entry> missing(BackfillFiles files, boolean retryFailures) throws IOException {
        Map<ThreadId, Long> known = index.updatedTimes();
        Map<String, BackfillTable.Failure> noted = failures.all();
        List<BackfillFiles.Entry> missing = new ArrayList<>();
        for (BackfillFiles.Entry entry : files.entries()) {
            BackfillTable.Failure failure = noted.get(entry.key());
            boolean wanted = failure == null
                    ? isMissing(entry, known) && !failed.containsKey(entry.key())
                    : retryFailures && failures.mayRetry(failure, entry.file().path());
            if (wanted) {
                missing.add(entry);
            }
        }
        return missing;
    }

    /** Whether there is no row, or one from before the file was last written. */
    private boolean isMissing(BackfillFiles.Entry entry, Map<ThreadId, Long> known) {
        Long updated = known.get(entry.file().name().id());
        return updated == null
                || MetadataExtractor.modified(entry.file().path())
                        > Math.max(updated, read.getOrDefault(entry.key(), 0L));
    }

    private void inBatches(
            List<BackfillFiles.Entry> entries, ExecutorService pool, Progress progress, boolean moveWatermark)
            throws IOException {
        for (int from = 0; from < entries.size(); from += options.batchSize()) {
            List<BackfillFiles.Entry> batch =
                    entries.subList(from, Math.min(entries.size(), from + options.batchSize()));
            write(
                    reader.readAll(batch, pool),
                    moveWatermark ? batch.get(batch.size() - 1).key() : null);
            progress.update("index", from + (long) batch.size(), entries.size());
        }
    }

    /** Writes a batch and its checkpoint as one; a database that is busy or fails is tried again. */
    private void write(List<BackfillReader.Read> reads, @Nullable String watermark) throws IOException {
        scanned += reads.size();
        for (int attempt = 1; ; attempt++) {
            Map<String, String> failedBefore = new HashMap<>(failed);
            long upsertedBefore = upserted;
            try {
                index.transaction(() -> writeBatch(reads, watermark));
                return;
            } catch (IndexException e) {
                failed.clear();
                failed.putAll(failedBefore);
                upserted = upsertedBefore;
                context.metrics().count("db.error", "backfill_state_checkpoint");
                if (attempt == WRITE_ATTEMPTS) {
                    throw e;
                }
                LOG.warn("a batch of the backfill could not be written; it is tried again", e);
                pause(20L << attempt);
            }
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while filling the index", e);
        }
    }

    /** Returns the number of reads; a lost lease rolls everything back. */
    private int writeBatch(List<BackfillReader.Read> reads, @Nullable String watermark) throws IndexException {
        Map<String, BackfillTable.Failure> noted = failures.all();
        for (BackfillReader.Read read : reads) {
            String key = read.entry().key();
            if (read.extraction() != null) {
                writer.write(read.extraction().row(), read.entry().file().archived());
                upserted++;
                this.read.put(key, read.extraction().row().times().updated());
                failed.remove(key);
                if (noted.containsKey(key)) {
                    index.backfill().clearFailure(key);
                }
            } else {
                String error = String.valueOf(read.error());
                failed.put(key, error);
                failures.note(noted.get(key), read, now());
            }
        }
        hook.beforeCheckpoint(watermark);
        if (!index.backfill().checkpoint(owner, now(), watermark, counts())) {
            throw new LeaseLostException();
        }
        return reads.size();
    }

    /** Once complete, only names and times are compared with rows; a file is opened only when its row is behind it. */
    BackfillReport sweepAfterCompletion(Progress progress) throws IOException {
        BackfillFiles files = BackfillFiles.collect(context.home(), context.files());
        List<BackfillFiles.Entry> missing = missing(files, true);
        for (int done = 0; done < missing.size(); done++) {
            BackfillReader.Read read = reader.read(missing.get(done));
            scanned++;
            index.transaction(() -> {
                if (read.extraction() != null) {
                    writer.write(read.extraction().row(), read.entry().file().archived());
                    index.backfill().clearFailure(read.entry().key());
                    upserted++;
                } else {
                    failed.put(read.entry().key(), String.valueOf(read.error()));
                    failures.note(failures.all().get(read.entry().key()), read, now());
                }
                return 0;
            });
            progress.update("index", done + 1L, missing.size());
        }
        return new BackfillReport(
                missing.isEmpty() ? BackfillReport.Outcome.ALREADY_COMPLETE : outcome(),
                counts(),
                reader.parseErrors());
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.lock.ProcessLock;
import dev.tracefold.rollout.lock.RolloutLock;
import dev.tracefold.rollout.record.RolloutContext;

/**
 * Fills the index from the files. The work can be interrupted anywhere and is gone on with by the next run: a batch of
 * rows and the watermark that covers it are one transaction. An operating system lock tells a dead owner from a slow
 * one, and an owner token keeps one that was taken for dead from writing on. Thread-safe.
 */
public final class Backfill {
    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

    private final RolloutContext context;
    private final RolloutIndex index;
    private final MetadataExtractor extractor;
    private final BackfillOptions options;
    private BackfillRun.Hook hook = watermark -> {};

    public Backfill(RolloutContext context, RolloutIndex index, MetadataExtractor extractor, BackfillOptions options) {
        this.context = context;
        this.index = index;
        this.extractor = extractor;
        this.options = options;
    }

    void setHook(BackfillRun.Hook other) {
        hook = other;
    }

    /**
     * Does what is left to do, unless somebody else is at it. Files that cannot be read do not stop it.
     *
     * @throws IOException when the run's own lock cannot be taken
     */
    public BackfillReport run(Progress progress) throws IOException {
        Optional<RolloutLock> lock = ProcessLock.tryLock(context.home().backfillLock());
        if (lock.isEmpty()) {
            return report(BackfillReport.Outcome.NOT_CLAIMED);
        }
        long start = System.nanoTime();
        try (RolloutLock held = lock.get()) {
            BackfillReport report = runOnSoundIndex(progress, held.enforced());
            context.metrics()
                    .value(
                            "db.backfill.duration_ms",
                            Duration.ofNanos(System.nanoTime() - start).toMillis());
            context.metrics().count("db.backfill.run", report.outcome().label());
            LOG.info("index filled: {}", report);
            return report;
        }
    }

    /** One run, and another one into an empty index if the first finds damage. */
    private BackfillReport runOnSoundIndex(Progress progress, boolean ownerIsDead) throws IOException {
        try {
            BackfillReport report = run(progress, ownerIsDead);
            if (!index.damaged()) {
                return report;
            }
        } catch (IndexException e) {
            if (!index.damaged()) {
                throw e;
            }
        }
        index.beginAnew();
        return run(progress, ownerIsDead);
    }

    private BackfillReport run(Progress progress, boolean ownerIsDead) throws IOException {
        BackfillRun run = new BackfillRun(
                context, index, extractor, options, UUID.randomUUID().toString(), hook);
        if (isComplete()) {
            return options.closingSweep()
                    ? run.sweepAfterCompletion(progress)
                    : report(BackfillReport.Outcome.ALREADY_COMPLETE);
        }
        try {
            if (!run.claim(ownerIsDead)) {
                return report(BackfillReport.Outcome.NOT_CLAIMED);
            }
        } catch (IndexException e) {
            LOG.warn("the backfill could not be claimed", e);
            return report(BackfillReport.Outcome.NOT_CLAIMED);
        }
        return run.work(progress);
    }

    private boolean isComplete() {
        try {
            return index.backfillState().status() == BackfillState.Status.COMPLETE;
        } catch (IndexException e) {
            LOG.warn("the state of the backfill cannot be read; it is taken for pending", e);
            context.metrics().count("db.error", "backfill_state_read");
            return false;
        }
    }

    private static BackfillReport report(BackfillReport.Outcome outcome) {
        return new BackfillReport(outcome, BackfillState.Counts.NONE, 0);
    }

    /**
     * Waits until the index is complete, filling it if nobody else does.
     *
     * @return whether it is complete; false when the time was up
     */
    public boolean awaitComplete(Duration limit, Progress progress) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            if (isComplete()) {
                return true;
            }
            run(progress);
            if (isComplete()) {
                return true;
            }
            if (System.nanoTime() - deadline >= 0) {
                LOG.warn(
                        "timed out waiting for the backfill (status: {})",
                        index.backfillState().status());
                return false;
            }
            try {
                Thread.sleep(Math.min(1_000, Math.max(1, limit.toMillis())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for the backfill", e);
            }
        }
    }

    /**
     * Forgets what was done, so that the next run looks at every file again and takes what it says. Rows stay until they are
     * replaced.
     */
    public void reset() throws IOException {
        try {
            index.resetBackfill();
        } catch (IndexException e) {
            if (!e.corrupt()) {
                throw e;
            }
            index.beginAnew();
        }
    }
}

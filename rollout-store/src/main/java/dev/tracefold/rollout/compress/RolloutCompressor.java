/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.compress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.lock.ProcessLock;
import dev.tracefold.rollout.lock.RolloutLock;
import dev.tracefold.rollout.record.RolloutContext;

/**
 * Compresses cold rollouts, never losing a line that a writer was told is safe. An operating system lock makes a run the
 * only one in the data directory; a marker beside it only throttles and tells people what runs. Thread-safe.
 */
public final class RolloutCompressor {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutCompressor.class);

    private final RolloutContext context;
    private final CompressionOptions options;

    public RolloutCompressor(RolloutContext context, CompressionOptions options) {
        this.context = context;
        this.options = options;
    }

    /** Runs in the background; never blocks and never fails the caller, failures are logged. */
    public CompletableFuture<CompressionReport> start() {
        CompletableFuture<CompressionReport> report = new CompletableFuture<>();
        Thread thread = new Thread(() -> report.complete(runQuietly()), "rollout-compression");
        thread.setDaemon(true);
        thread.start();
        return report;
    }

    private CompressionReport runQuietly() {
        try {
            return run(Progress.NONE);
        } catch (IOException | RuntimeException e) {
            LOG.warn("compression of rollouts failed", e);
            return CompressionReport.skipped(CompressionReport.RunOutcome.FAILED);
        }
    }

    /**
     * Runs over archived rollouts, and live ones if opted for. Failures of single files are counted, not thrown.
     *
     * @throws IOException when the run's own lock or marker cannot be written
     */
    public CompressionReport run(Progress progress) throws IOException {
        CompressionReport report = locked(progress);
        context.metrics().count("rollout_compression.run", report.outcome().label());
        LOG.info("compression of rollouts: {}", report);
        return report;
    }

    private CompressionReport locked(Progress progress) throws IOException {
        if (options.dryRun()) {
            // It changes nothing, so it needs no lock, and makes no lock file either.
            return new CompressionRun(context, options, progress).run();
        }
        Optional<RolloutLock> lock = ProcessLock.tryLock(context.home().maintenanceLock());
        if (lock.isEmpty()) {
            return CompressionReport.skipped(CompressionReport.RunOutcome.SKIPPED_ALREADY_RUNNING);
        }
        try (RolloutLock held = lock.get()) {
            if (!held.enforced()) {
                return CompressionReport.skipped(CompressionReport.RunOutcome.SKIPPED_UNSUPPORTED);
            }
            RunMarker marker = new RunMarker(context);
            if (options.throttled() && marker.isFresh()) {
                return CompressionReport.skipped(CompressionReport.RunOutcome.SKIPPED_ALREADY_RUNNING);
            }
            return marked(marker, progress);
        }
    }

    private CompressionReport marked(RunMarker marker, Progress progress) throws IOException {
        context.metrics().count("rollout_compression.run", "started");
        try (RunMarker.Heartbeat ignored = marker.claim()) {
            new TempCleaner(context).clean();
            CompressionReport report = new CompressionRun(context, options, progress).run();
            if (report.outcome() != CompressionReport.RunOutcome.COMPLETED) {
                marker.remove();
            }
            return report;
        } catch (IOException | RuntimeException e) {
            marker.remove();
            throw e;
        }
    }

    /**
     * Compresses one rollout now, whatever its age and root; everything else is checked as in a run, and what is left of
     * its earlier compressions is settled first.
     *
     * @throws IOException when it could not be read or written; the plain file is then untouched
     */
    public FileOutcome compress(Path path) throws IOException {
        CompressionOptions now = options.withLimits(options.limits().withMinAge(Duration.ZERO));
        Path plain = RolloutForms.plain(context.home().absolute(path));
        if (!options.dryRun()) {
            new RetiredFiles(context, options.limits().grace()).settleAllOf(plain);
        }
        // A run passes over what is gone as too young; who named a session wants to know.
        if (!Files.exists(plain) && Files.exists(RolloutForms.compressed(plain))) {
            return FileOutcome.SKIPPED_ALREADY_COMPRESSED;
        }
        try {
            return new FileCompressor(context, now).compress(plain).outcome();
        } catch (LocksUnsupportedException e) {
            throw RolloutException.internal("cannot compress safely: " + e.getMessage(), e);
        }
    }
}

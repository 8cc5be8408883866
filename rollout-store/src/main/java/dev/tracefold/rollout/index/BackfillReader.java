/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the files of a batch, several at a time; a file that cannot be read is a result, not a failure. */
final class BackfillReader {
    private static final Logger LOG = LoggerFactory.getLogger(BackfillReader.class);

    /** What came of one file: an extraction, or else an error. */
    record Read(
            BackfillFiles.Entry entry,
            @Nullable Extraction extraction,
            @Nullable String error) {}

    private final MetadataExtractor extractor;
    private final AtomicLong parseErrors = new AtomicLong();

    BackfillReader(MetadataExtractor extractor) {
        this.extractor = extractor;
    }

    static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** How many lines could not be read, over all files. */
    long parseErrors() {
        return parseErrors.get();
    }

    /** Reads all files of a batch, in its order. */
    List<Read> readAll(List<BackfillFiles.Entry> batch, ExecutorService pool) throws IOException {
        List<Future<Read>> futures = new ArrayList<>();
        for (BackfillFiles.Entry entry : batch) {
            futures.add(pool.submit(() -> read(entry)));
        }
        List<Read> reads = new ArrayList<>();
        for (Future<Read> future : futures) {
            try {
                reads.add(future.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while filling the index", e);
            } catch (ExecutionException e) {
                throw new IOException("reading a rollout failed unexpectedly", e.getCause());
            }
        }
        return reads;
    }

    Read read(BackfillFiles.Entry entry) {
        try {
            Extraction extraction = extractor.extract(entry.file().path());
            parseErrors.addAndGet(extraction.parseErrors());
            return new Read(entry, extraction, null);
        } catch (IOException | RuntimeException e) {
            LOG.warn("could not index {}: {}", entry.file().path(), e.toString());
            return new Read(entry, null, e.toString());
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.Progress;
import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutFile;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutWalk;
import dev.tracefold.rollout.internal.ByteSearch;
import dev.tracefold.rollout.line.ConversationText;
import dev.tracefold.rollout.line.LineParser;
import dev.tracefold.rollout.read.RolloutSource;
import dev.tracefold.rollout.record.RolloutContext;

/**
 * Searches what was said in rollouts: user and agent messages, ignoring case. Lines are parsed only where the raw bytes
 * match. Thread-safe.
 */
public final class ContentSearch {
    private static final Logger LOG = LoggerFactory.getLogger(ContentSearch.class);

    private final RolloutContext context;
    private final ConversationText text;
    private final int threads;

    public ContentSearch(RolloutContext context) {
        this(context, ConversationText.DEFAULT, Math.min(4, Runtime.getRuntime().availableProcessors()));
    }

    ContentSearch(RolloutContext context, ConversationText text, int threads) {
        this.context = context;
        this.text = text;
        this.threads = threads;
    }

    /**
     * Gets the search ready, for a program that has another thread to spare while it starts. Otherwise the first search
     * does it. Thread-safe.
     */
    public static void prepare() {
        ByteSearch.prepare();
    }

    /**
     * Searches one root. A rollout that vanishes, is damaged or has lines above the cap is counted, not fatal. Progress is
     * told of from several threads, one at a time.
     *
     * @throws RolloutException INVALID_REQUEST when the term is empty
     * @throws IOException when a directory cannot be read
     */
    public SearchResult search(String term, boolean archived, Progress progress) throws IOException {
        SearchTerm wanted = SearchTerm.of(term);
        List<RolloutFile> files = new RolloutWalk(context.files(), RolloutWalk.PROPAGATE)
                .all(context.home().rolloutRoot(archived), archived);
        return search(wanted, files.stream().map(RolloutFile::path).toList(), progress);
    }

    /**
     * Searches one rollout.
     *
     * @throws IOException when it vanishes or is damaged
     */
    public SearchResult searchFile(String term, Path path) throws IOException {
        Worker worker = new Worker(SearchTerm.of(term));
        Map<Path, String> hits = new HashMap<>();
        boolean all = worker.search(path, hits);
        return new SearchResult(hits, 1, all ? 0 : 1, worker.scan.scanned());
    }

    private SearchResult search(SearchTerm term, List<Path> files, Progress progress) throws IOException {
        Map<Path, String> hits = new ConcurrentHashMap<>();
        AtomicLong skipped = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        AtomicInteger next = new AtomicInteger();
        AtomicLong done = new AtomicLong();
        Callable<Void> work = () -> {
            Worker worker = new Worker(term);
            for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
                Path path = files.get(i);
                try {
                    if (!worker.search(path, hits)) {
                        LOG.warn("could not search all of {}: it has lines longer than the cap", path);
                        skipped.incrementAndGet();
                    }
                } catch (IOException e) {
                    LOG.warn("could not search all of {}: {}", path, e.toString());
                    skipped.incrementAndGet();
                }
                synchronized (progress) {
                    progress.update(RolloutForms.fileName(path), done.incrementAndGet(), files.size());
                }
            }
            bytes.addAndGet(worker.scan.scanned());
            return null;
        };
        runInParallel(work, Math.min(threads, Math.max(1, files.size())));
        return new SearchResult(hits, files.size(), skipped.get(), bytes.get());
    }

    private static void runInParallel(Callable<Void> work, int threads) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "rollout-search");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(work));
            }
            for (Future<Void> one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while searching", e);
        } catch (ExecutionException e) {
            throw new IOException("the search failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** The buffers of one thread. */
    private final class Worker {
        private final SearchTerm term;
        private final LineScan scan;
        private final LineParser parser = new LineParser();
        private final RolloutSource source = new RolloutSource(context.files());

        Worker(SearchTerm term) {
            this.term = term;
            this.scan = new LineScan(term.raw());
        }

        /** Adds the first match; false when lines were too long to be searched. */
        boolean search(Path path, Map<Path, String> hits) throws IOException {
            long passedOver = scan.passedOver();
            try (InputStream in = source.open(path)) {
                scan.scan(in, (bytes, start, length) -> {
                    Optional<String> snippet = snippet(bytes, start, length);
                    snippet.ifPresent(found -> hits.put(RolloutForms.plain(path), found));
                    return snippet.isPresent();
                });
            }
            return scan.passedOver() == passedOver;
        }

        private Optional<String> snippet(byte[] bytes, int start, int length) {
            if (!parser.parse(bytes, start, length)) {
                return Optional.empty();
            }
            return text.searchable(parser.toLine(0, 0, bytes, start, length)).flatMap(said -> {
                int at = term.indexIn(said);
                return at < 0
                        ? Optional.empty()
                        : Optional.of(Snippet.around(said, at, term.text().length()));
            });
        }
    }
}

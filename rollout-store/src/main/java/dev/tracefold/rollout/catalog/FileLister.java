/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.RolloutFile;
import dev.tracefold.rollout.RolloutHome;
import dev.tracefold.rollout.RolloutWalk;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.index.IndexMaintenance;
import dev.tracefold.rollout.index.ThreadQuery;
import dev.tracefold.rollout.internal.FileOps;

/** Lists rollouts from the files alone. Reads heads only of files behind the cursor, and one more than the page has. */
final class FileLister {
    private static final int SCAN_CAP = 10_000;

    private final RolloutHome home;
    private final RolloutWalk walk;
    private final SummaryReader summaries;
    private final SessionNames names;
    private final String defaultProvider;

    FileLister(RolloutHome home, FileOps files, SummaryReader summaries, SessionNames names, String defaultProvider) {
        this.home = home;
        this.walk = new RolloutWalk(files, RolloutWalk.PROPAGATE);
        this.summaries = summaries;
        this.names = names;
        this.defaultProvider = defaultProvider;
    }

    /** A file with the time it is sorted by. */
    private record Candidate(RolloutFile file, Instant time) {
        ThreadId id() {
            return file.name().id();
        }
    }

    RolloutPage list(ListRequest request) throws IOException {
        try {
            return walk(request);
        } catch (UncheckedIOException e) {
            throw e.getCause(); // A directory that could not be read when it was its turn.
        }
    }

    /** The first files behind the cursor, whatever is in them; none of them is opened. */
    List<RolloutFile> firstFiles(ListRequest request, int count) throws IOException {
        try {
            List<RolloutFile> first = new ArrayList<>();
            for (Iterator<Candidate> files = candidates(request); first.size() < count && files.hasNext(); ) {
                Candidate candidate = files.next();
                if (behindCursor(candidate, request)) {
                    first.add(candidate.file());
                }
            }
            return first;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private RolloutPage walk(ListRequest request) throws IOException {
        Filter filter = new Filter(request.filter());
        if (filter.matchesNothing()) {
            return RolloutPage.EMPTY;
        }
        List<RolloutSummary> page = new ArrayList<>();
        Candidate last = null;
        long scanned = 0;
        long read = 0;
        for (Iterator<Candidate> files = candidates(request); files.hasNext(); ) {
            Candidate candidate = files.next();
            scanned++;
            if (!behindCursor(candidate, request)) {
                continue;
            }
            if (page.size() == request.pageSize()) {
                return page(page, last, scanned, false);
            }
            if (read == SCAN_CAP && last != null) {
                return page(page, last, scanned - 1, true);
            }
            read++;
            last = candidate;
            Optional<RolloutSummary> summary =
                    filter.mayMatch(candidate.id()) ? summaries.read(candidate.file()) : Optional.empty();
            summary.map(filter::named).filter(filter::matches).ifPresent(page::add);
        }
        return new RolloutPage(page, Optional.empty(), scanned, false);
    }

    private static RolloutPage page(List<RolloutSummary> page, @Nullable Candidate last, long scanned, boolean capped) {
        Optional<Cursor> next = last == null ? Optional.empty() : Optional.of(new Cursor(last.time(), last.id()));
        return new RolloutPage(page, next, scanned, capped);
    }

    private static boolean behindCursor(Candidate candidate, ListRequest request) {
        return request.cursor().isEmpty()
                || request.cursor().get().isBefore(candidate.time(), candidate.id(), request.ascending());
    }

    private Iterator<Candidate> candidates(ListRequest request) throws IOException {
        Path root = home.rolloutRoot(request.archived());
        if (request.sort() == ThreadQuery.Sort.CREATED && !request.ascending() && !request.archived()) {
            return new NewestFirst(walk.newestFirst(root));
        }
        List<Candidate> all = new ArrayList<>();
        for (RolloutFile file : lastOfEach(walk.all(root, request.archived()))) {
            Instant time =
                    request.sort() == ThreadQuery.Sort.CREATED ? file.name().timestamp() : modified(file);
            all.add(new Candidate(file, time));
        }
        Comparator<Candidate> order = Comparator.comparing(Candidate::time).thenComparing(Candidate::id);
        all.sort(request.ascending() ? order : order.reversed());
        return all.iterator();
    }

    private static Instant modified(RolloutFile file) {
        try {
            return Files.getLastModifiedTime(file.path()).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (IOException e) {
            return file.name().timestamp();
        }
    }

    /** A session that was taken back to an earlier point goes on in another file; the earlier ones are history. */
    private static Collection<RolloutFile> lastOfEach(List<RolloutFile> files) {
        Map<ThreadId, RolloutFile> last = new HashMap<>();
        for (RolloutFile file : files) {
            last.merge(file.name().id(), file, RolloutFile::preferred);
        }
        return last.values();
    }

    /** Files by the times in their names, of which the last of a session comes first. */
    private static final class NewestFirst implements Iterator<Candidate> {
        private final Iterator<RolloutFile> files;
        private final Set<ThreadId> seen = new HashSet<>();
        private @Nullable RolloutFile next;

        NewestFirst(Iterator<RolloutFile> files) {
            this.files = files;
        }

        @Override
        public boolean hasNext() {
            while (next == null && files.hasNext()) {
                RolloutFile file = files.next();
                next = seen.add(file.name().id()) ? file : null;
            }
            return next != null;
        }

        @Override
        public Candidate next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            RolloutFile file = next;
            next = null;
            return new Candidate(file, file.name().timestamp());
        }
    }

    private final class Filter {
        private final ListRequest.ListFilter wanted;
        private final Map<ThreadId, String> given;
        private final Optional<List<String>> cwds;

        Filter(ListRequest.ListFilter wanted) throws IOException {
            this.wanted = wanted;
            this.given = names.all();
            this.cwds = wanted.cwds()
                    .map(list -> list.stream().map(IndexMaintenance::normalize).toList());
        }

        boolean matchesNothing() {
            return cwds.isPresent() && cwds.get().isEmpty();
        }

        /** Whether the file need be read at all. */
        boolean mayMatch(ThreadId id) {
            return wanted.title().isEmpty()
                    || given.getOrDefault(id, "").contains(wanted.title().get());
        }

        RolloutSummary named(RolloutSummary summary) {
            return summary.withTexts(new RolloutSummary.Texts(
                    Optional.ofNullable(given.get(summary.id())),
                    summary.texts().preview(),
                    summary.texts().firstUserMessage()));
        }

        boolean matches(RolloutSummary summary) {
            RolloutSummary.Origin origin = summary.origin();
            boolean source = wanted.sources().isEmpty()
                    || origin.source().filter(wanted.sources()::contains).isPresent();
            boolean provider = wanted.providers().isEmpty()
                    || wanted.providers().contains(origin.provider().orElse(defaultProvider));
            boolean cwd = cwds.isEmpty() || cwds.get().contains(IndexMaintenance.normalize(origin.cwd()));
            return source && provider && cwd && mayMatch(summary.id());
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.index.IndexMaintenance;
import dev.tracefold.rollout.index.ThreadQuery;
import dev.tracefold.rollout.line.LineParser;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.read.ReverseRecords;
import dev.tracefold.rollout.read.RolloutReader;

/**
 * The session that somebody means by the last one. A session may have moved since its header was written, and rows of the
 * index may be older still: where a directory is asked for, the last turn context in the file says where it works.
 */
final class LatestRollout {
    private static final Logger LOG = LoggerFactory.getLogger(LatestRollout.class);
    private static final int PAGE = 25;
    private static final int LONGEST_CONTEXT = 1 << 20;

    /** Where pages of candidates come from. */
    interface Pages {
        RolloutPage list(ListRequest request) throws IOException;
    }

    private final Pages pages;

    LatestRollout(Pages pages) {
        this.pages = pages;
    }

    Optional<RolloutSummary> find(ListRequest.ListFilter filter, boolean archived) throws IOException {
        Optional<List<String>> cwds = filter.cwds()
                .map(all -> all.stream().map(IndexMaintenance::normalize).toList());
        ListRequest.ListFilter anywhere =
                new ListRequest.ListFilter(filter.sources(), filter.providers(), Optional.empty(), filter.title());
        ListRequest request = ListRequest.newest(cwds.isEmpty() ? 1 : PAGE)
                .withArchived(archived)
                .withSort(ThreadQuery.Sort.RECENCY)
                .withFilter(anywhere);
        while (true) {
            RolloutPage page = pages.list(request);
            for (RolloutSummary candidate : page.rollouts()) {
                if (cwds.isEmpty() || cwds.get().contains(IndexMaintenance.normalize(cwd(candidate)))) {
                    return Optional.of(candidate);
                }
            }
            if (page.next().isEmpty()) {
                return Optional.empty();
            }
            request = request.withCursor(page.next().get());
        }
    }

    private static String cwd(RolloutSummary candidate) {
        Path path = RolloutForms.resolve(candidate.path()).orElse(candidate.path());
        try {
            String last = RolloutForms.isCompressed(path) ? lastOfAll(path) : lastFromTheEnd(path);
            return last == null ? candidate.origin().cwd() : last;
        } catch (IOException e) {
            LOG.debug("cannot read the last turn context of {}", path, e);
            return candidate.origin().cwd();
        }
    }

    private static @Nullable String lastFromTheEnd(Path path) throws IOException {
        LineParser parser = new LineParser();
        try (ReverseRecords records = new ReverseRecords(path, LONGEST_CONTEXT)) {
            for (Optional<byte[]> record = records.next(); record.isPresent(); record = records.next()) {
                byte[] bytes = record.get();
                RolloutLine line =
                        parser.parse(bytes, 0, bytes.length) ? parser.toLine(0, 0, bytes, 0, bytes.length) : null;
                String cwd = line == null ? null : cwd(line);
                if (cwd != null) {
                    return cwd;
                }
            }
            return null;
        }
    }

    private static @Nullable String lastOfAll(Path path) throws IOException {
        String last = null;
        try (RolloutReader reader = RolloutReader.open(path)) {
            for (RolloutLine line = reader.next(); line != null; line = reader.next()) {
                String cwd = cwd(line);
                last = cwd == null ? last : cwd;
            }
        }
        return last;
    }

    private static @Nullable String cwd(RolloutLine line) {
        if (line.type() != LineType.TURN_CONTEXT) {
            return null;
        }
        String cwd = line.payload().path("cwd").asText();
        return cwd.isEmpty() ? null : cwd;
    }
}

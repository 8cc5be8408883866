/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.tracefold.rollout.RolloutFile;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.index.IndexMaintenance;
import dev.tracefold.rollout.index.ThreadQuery;
import dev.tracefold.rollout.index.ThreadRow;

/**
 * Brings up to date the rows of the files that the next page of the index may show: twice as many as that has and, by
 * creation, all that may come before its end. Rows know when a session began; the name of its file may say so in the time of
 * the place where it ran.
 */
final class PageRepair {
    private static final Duration MOST_EAST = Duration.ofHours(14);
    private static final Duration MOST_WEST = Duration.ofHours(12);
    // A file is named a moment before its header is written.
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final FileLister files;
    private final IndexMaintenance maintenance;
    private final ListRequest request;
    private final Map<ThreadId, Instant> shown = new HashMap<>();
    private Optional<Instant> lastName = Optional.empty(); // Files named after something later come on later pages.
    // Where names and headers tell the same time, as in most homes, nobody has to look further than the page goes.
    private boolean elsewhere;

    PageRepair(FileLister files, IndexMaintenance maintenance, ListRequest request) {
        this.files = files;
        this.maintenance = maintenance;
        this.request = request;
    }

    /** A file that was found, and where it is. */
    private record Found(Path path, ThreadId id) {
        Optional<Instant> named() {
            return RolloutName.parse(RolloutForms.fileName(path)).map(RolloutName::timestamp);
        }
    }

    private record Batch(List<Found> found, Optional<Cursor> next) {}

    void run() throws IOException {
        boolean byName = request.sort() == ThreadQuery.Sort.CREATED;
        ListRequest from = request.withPageSize(2 * request.pageSize());
        if (byName && request.cursor().isPresent()) {
            from = from.withCursor(
                    new Cursor(beforeNamesOf(request.cursor().get().time()), null));
        }
        while (true) {
            Batch batch = next(from);
            for (Found found : batch.found()) {
                repair(found).ifPresent(row -> note(found, row));
            }
            if (!byName || !elsewhere || batch.next().isEmpty() || isBehindPage(batch)) {
                return;
            }
            from = from.withPageSize(2 * from.pageSize())
                    .withCursor(batch.next().get());
        }
    }

    private Batch next(ListRequest from) throws IOException {
        if (request.filter().equals(ListRequest.ListFilter.NONE)) {
            List<RolloutFile> first = files.firstFiles(from, from.pageSize());
            Optional<Cursor> next = first.size() < from.pageSize()
                    ? Optional.empty()
                    : Optional.of(new Cursor(
                            first.get(first.size() - 1).name().timestamp(),
                            first.get(first.size() - 1).name().id()));
            return new Batch(
                    first.stream()
                            .map(file -> new Found(file.plainPath(), file.name().id()))
                            .toList(),
                    next);
        }
        ListRequest.ListFilter filter = request.filter();
        RolloutPage page = files.list(from.withFilter(
                new ListRequest.ListFilter(filter.sources(), filter.providers(), filter.cwds(), Optional.empty())));
        return new Batch(
                page.rollouts().stream()
                        .map(hit -> new Found(hit.path(), hit.id()))
                        .toList(),
                page.reachedScanCap() ? Optional.empty() : page.next());
    }

    private Optional<ThreadRow> repair(Found found) {
        return request.filter().title().isPresent()
                ? maintenance.reconcile(found.path(), request.archived())
                : maintenance.readRepair(found.path(), found.id(), request.archived(), false);
    }

    /** Notes what the page may show; once that is more than it has room for, its end can only come nearer. */
    private void note(Found found, ThreadRow row) {
        Instant created = Instant.ofEpochMilli(row.times().created());
        elsewhere |= found.named()
                .map(name -> Duration.between(name, created).abs())
                .filter(between -> between.compareTo(MOMENT) > 0 && between.compareTo(MOST_EAST) <= 0)
                .isPresent();
        boolean onPage = row.archived() == request.archived()
                && !row.texts().preview().isEmpty()
                && (request.cursor().isEmpty()
                        || request.cursor().get().isBefore(created, row.id(), request.ascending()));
        if (onPage && lastName.isEmpty()) {
            shown.put(row.id(), created);
            if (shown.size() > request.pageSize()) {
                lastName = Optional.of(behindNamesOf(
                        request.ascending() ? Collections.max(shown.values()) : Collections.min(shown.values())));
            }
        }
    }

    private boolean isBehindPage(Batch batch) {
        Optional<Instant> name = batch.found().isEmpty()
                ? Optional.empty()
                : batch.found().get(batch.found().size() - 1).named();
        return lastName.isPresent()
                && name.isPresent()
                && (request.ascending()
                        ? name.get().isAfter(lastName.get())
                        : name.get().isBefore(lastName.get()));
    }

    private Instant beforeNamesOf(Instant created) {
        return request.ascending() ? created.minus(MOST_WEST) : created.plus(MOST_EAST);
    }

    private Instant behindNamesOf(Instant created) {
        return request.ascending() ? created.plus(MOST_EAST) : created.minus(MOST_WEST);
    }
}

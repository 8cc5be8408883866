/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.index.IndexException;
import dev.tracefold.rollout.index.IndexMaintenance;
import dev.tracefold.rollout.index.RolloutIndex;
import dev.tracefold.rollout.index.ThreadQuery;
import dev.tracefold.rollout.index.ThreadRow;

/** Lists rollouts from the rows of the index. Rows whose file is gone are left out, and kept. */
final class IndexLister {
    private final RolloutIndex index;

    IndexLister(RolloutIndex index) {
        this.index = index;
    }

    RolloutPage list(ListRequest request, Map<dev.tracefold.rollout.ThreadId, String> names) throws IndexException {
        List<RolloutSummary> page = new ArrayList<>();
        Optional<Cursor> cursor = request.cursor();
        int limit = request.pageSize() + 1;
        while (true) {
            List<ThreadRow> rows = index.list(query(request, cursor, limit));
            for (ThreadRow row : rows) {
                if (page.size() == request.pageSize()) {
                    return new RolloutPage(page, cursor, 0, false);
                }
                cursor = Optional.of(new Cursor(Instant.ofEpochMilli(time(row, request.sort())), row.id()));
                if (index.isOwn(row)
                        && RolloutForms.resolve(Path.of(row.rolloutPath())).isPresent()) {
                    page.add(summary(row, Optional.ofNullable(names.get(row.id()))));
                }
            }
            if (rows.size() < limit) {
                return new RolloutPage(page, Optional.empty(), 0, false);
            }
        }
    }

    private static ThreadQuery query(ListRequest request, Optional<Cursor> cursor, int limit) {
        ThreadQuery.Order order = cursor.map(from -> new ThreadQuery.Order(
                        request.sort(), request.ascending(), from.time().toEpochMilli(), from.id()))
                .orElse(new ThreadQuery.Order(request.sort(), request.ascending(), null, null));
        ListRequest.ListFilter filter = request.filter();
        return new ThreadQuery(
                request.archived(),
                filter.sources(),
                filter.providers(),
                filter.cwds()
                        .map(list ->
                                list.stream().map(IndexMaintenance::normalize).toList()),
                filter.title(),
                order,
                limit);
    }

    private static long time(ThreadRow row, ThreadQuery.Sort sort) {
        return switch (sort) {
            case CREATED -> row.times().created();
            case UPDATED -> row.times().updated();
            case RECENCY -> row.times().recency();
        };
    }

    static RolloutSummary summary(ThreadRow row, Optional<String> givenName) {
        return new RolloutSummary(
                row.id(),
                Path.of(row.rolloutPath()),
                row.archived(),
                new RolloutSummary.Times(
                        Instant.ofEpochMilli(row.times().created()),
                        Instant.ofEpochMilli(row.times().updated()),
                        Instant.ofEpochMilli(row.times().recency())),
                new RolloutSummary.Origin(
                        Optional.of(row.origin().source()).filter(source -> !source.isEmpty()),
                        Optional.of(row.origin().modelProvider()),
                        row.origin().cwd(),
                        row.origin().cliVersion(),
                        row.git()),
                new RolloutSummary.Texts(
                        givenName.or(() -> Optional.ofNullable(row.texts().name())),
                        row.texts().preview(),
                        row.texts().firstUserMessage()));
    }
}

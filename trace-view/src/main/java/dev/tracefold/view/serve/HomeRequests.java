/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.view.lookup.Fields;

/** Answers what is asked about the list of sessions. Thread-safe. */
final class HomeRequests {
    private static final int ROWS = 50;
    private static final int MOST_ROWS = 500;
    private static final int LONGEST_TITLE = 300;

    private final SessionCatalog catalog;

    HomeRequests(SessionCatalog catalog) {
        this.catalog = catalog;
    }

    void answer(Map<String, String> query, Reply reply) throws IOException {
        SessionCatalog.Page page;
        try {
            page = catalog.page(new SessionCatalog.Query(
                    query.getOrDefault("q", "").strip(),
                    query.get("cursor"),
                    query.containsKey("archived"),
                    limit(query.get("limit"))));
        } catch (IllegalArgumentException badCursor) {
            reply.problem(400, "the list cannot go on from there: load it anew");
            return;
        }
        List<JsonObject> rows = page.rows().stream().map(HomeRequests::row).toList();
        reply.json(new Fields()
                .text("title", catalog.title())
                .bool("has_archive", catalog.hasArchive())
                .array("sessions", rows)
                .text("next", page.next().orElse(null))
                .object());
    }

    private static JsonObject row(SessionCatalog.Row row) {
        String title = row.title();
        return new Fields()
                .text("id", row.id())
                .text("title", title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) + "…" : title)
                .text("place", row.place())
                .number("started_at_unix_ms", row.startedAtUnixMs())
                .number("changed_at_unix_ms", row.changedAtUnixMs())
                .number("bytes", row.bytes())
                .object();
    }

    private static int limit(@Nullable String asked) {
        try {
            return asked == null ? ROWS : Math.max(1, Math.min(MOST_ROWS, Integer.parseInt(asked)));
        } catch (NumberFormatException notOne) {
            return ROWS;
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.util.List;
import java.util.Optional;

import dev.tracefold.rollout.index.ThreadQuery;

/**
 * What to list.
 *
 * @param archived archived or live rollouts
 * @param pageSize how many at most
 * @param cursor where to go on
 * @param sort the time to sort by
 * @param ascending oldest first
 * @param filter which ones
 */
public record ListRequest(
        boolean archived,
        int pageSize,
        Optional<Cursor> cursor,
        ThreadQuery.Sort sort,
        boolean ascending,
        ListFilter filter) {
    /**
     * Which rollouts to list.
     *
     * @param sources any of these; empty for all. A rollout that states none matches only the empty list
     * @param providers any of these; empty for all. A rollout that states none counts as the default provider's
     * @param cwds any of these directories, normalised; an empty list matches nothing, absent matches all
     * @param title a part of the name (with the index: or of title or preview); absent for all
     */
    public record ListFilter(
            List<String> sources, List<String> providers, Optional<List<String>> cwds, Optional<String> title) {
        public static final ListFilter NONE = new ListFilter(List.of(), List.of(), Optional.empty(), Optional.empty());

        /** The sources of sessions that people talk to. */
        public static final List<String> INTERACTIVE_SOURCES =
                List.of("cli", "vscode", "{\"custom\":\"atlas\"}", "{\"custom\":\"chatgpt\"}");

        public ListFilter withSources(List<String> any) {
            return new ListFilter(any, providers, cwds, title);
        }

        public ListFilter withProviders(List<String> any) {
            return new ListFilter(sources, any, cwds, title);
        }

        public ListFilter withCwds(List<String> any) {
            return new ListFilter(sources, providers, Optional.of(any), title);
        }

        public ListFilter withTitle(String part) {
            return new ListFilter(sources, providers, cwds, Optional.of(part));
        }
    }

    public ListRequest {
        if (pageSize < 1) {
            throw new IllegalArgumentException("pageSize must be positive: " + pageSize);
        }
    }

    /** The newest live rollouts by creation. */
    public static ListRequest newest(int pageSize) {
        return new ListRequest(false, pageSize, Optional.empty(), ThreadQuery.Sort.CREATED, false, ListFilter.NONE);
    }

    public ListRequest withArchived(boolean on) {
        return new ListRequest(on, pageSize, cursor, sort, ascending, filter);
    }

    public ListRequest withPageSize(int size) {
        return new ListRequest(archived, size, cursor, sort, ascending, filter);
    }

    public ListRequest withCursor(Cursor from) {
        return new ListRequest(archived, pageSize, Optional.of(from), sort, ascending, filter);
    }

    public ListRequest withSort(ThreadQuery.Sort by) {
        return new ListRequest(archived, pageSize, cursor, by, ascending, filter);
    }

    public ListRequest withAscending(boolean on) {
        return new ListRequest(archived, pageSize, cursor, sort, on, filter);
    }

    public ListRequest withFilter(ListFilter other) {
        return new ListRequest(archived, pageSize, cursor, sort, ascending, other);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.ThreadId;

/**
 * Which rows to list, in which order.
 *
 * @param archived archived or live rollouts
 * @param sources any of these; empty for all
 * @param providers any of these; empty for all
 * @param cwds any of these; absent for all
 * @param term a part of name, title or preview; absent for all
 * @param order by what, and from where on
 * @param limit how many rows at most
 */
public record ThreadQuery(
        boolean archived,
        List<String> sources,
        List<String> providers,
        Optional<List<String>> cwds,
        Optional<String> term,
        Order order,
        int limit) {

    /** The time to sort by; the id breaks ties. */
    public enum Sort {
        CREATED("created_at_ms"),
        UPDATED("updated_at_ms"),
        RECENCY("recency_at_ms");

        private final String column;

        Sort(String column) {
            this.column = column;
        }
    }

    /**
     * The order of a listing.
     *
     * @param after the time behind which to go on, in milliseconds; null for the start
     * @param afterId the thread behind which to go on among those of the same time
     */
    public record Order(
            Sort sort,
            boolean ascending,
            @Nullable Long after,
            @Nullable ThreadId afterId) {
        public static Order newestFirst(Sort sort) {
            return new Order(sort, false, null, null);
        }
    }

    String where(List<Object> arguments) {
        StringBuilder where = new StringBuilder("archived = " + (archived ? 1 : 0) + " AND preview <> ''");
        in(where, "source", sources, arguments);
        in(where, "model_provider", providers, arguments);
        cwds.ifPresent(list -> {
            if (list.isEmpty()) {
                where.append(" AND 0");
            }
            in(where, "cwd", list, arguments);
        });
        term.ifPresent(text -> {
            where.append(" AND (instr(coalesce(name, ''), ?) > 0 OR instr(title, ?) > 0 OR instr(preview, ?) > 0)");
            arguments.addAll(List.of(text, text, text));
        });
        String column = order.sort.column;
        String direction = order.ascending ? "ASC" : "DESC";
        if (order.after != null) {
            String comparison = order.ascending ? ">" : "<";
            ThreadId afterId = order.afterId;
            if (afterId == null) {
                where.append(" AND ").append(column).append(comparison).append(" ?");
                arguments.add(order.after);
            } else {
                where.append(" AND (" + column + ", id) " + comparison + " (?, ?)");
                arguments.addAll(new ArrayList<>(List.of(order.after, afterId.value())));
            }
        }
        where.append(" ORDER BY " + column + " " + direction + ", id " + direction + " LIMIT " + limit);
        return where.toString();
    }

    private static void in(StringBuilder where, String column, List<String> values, List<Object> arguments) {
        if (!values.isEmpty()) {
            where.append(" AND " + column + " IN (" + "?, ".repeat(values.size() - 1) + "?)");
            arguments.addAll(values);
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.replay.TraceSource;

/** The sessions that somebody may choose from. Where they lie is the business of whoever has them. May be asked by any thread. */
public interface SessionCatalog {
    /**
     * What to list.
     *
     * @param text what the sessions must have in their name or title; empty for all
     * @param cursor where the page before ended; absent for the first
     * @param archived those in the archive instead
     * @param limit so many at most
     */
    record Query(String text, @Nullable String cursor, boolean archived, int limit) {}

    /**
     * A session as it stands in the list.
     *
     * @param id what it is opened by
     * @param title what it is called, or what was first said in it; may be empty
     * @param place where it worked, or where it lies
     * @param startedAtUnixMs when it began
     * @param changedAtUnixMs when it was last written
     * @param bytes how large it is at rest; absent where that is not known
     */
    record Row(
            String id,
            String title,
            String place,
            @Nullable Long startedAtUnixMs,
            @Nullable Long changedAtUnixMs,
            @Nullable Long bytes) {}

    /**
     * A page of the list.
     *
     * @param rows in their order
     * @param next where the next page starts; empty on the last one
     */
    record Page(List<Row> rows, Optional<String> next) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /** What the list is called: as a rule, where the sessions lie. */
    String title();

    /** Whether there is an archive, too. */
    boolean hasArchive();

    /**
     * One page of the list.
     *
     * @throws IllegalArgumentException if the cursor is none that an earlier page gave
     * @throws IOException if the sessions cannot be listed
     */
    Page page(Query query) throws IOException;

    /**
     * How to open a session; empty where the list has none of that id.
     *
     * @throws IOException if it cannot be looked for
     */
    Optional<TraceSource.Opener> find(String id) throws IOException;
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.TraceSource;

/**
 * The sessions that are looked at. Opening one takes long and its graph takes room, so the few that were used last stay
 * open; one that is in use stays open in any case. Thread-safe.
 */
final class OpenSessions implements Closeable {
    private static final int MOST_IDLE = 4;

    private final SessionCatalog catalog;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    OpenSessions(SessionCatalog catalog) {
        this.catalog = catalog;
    }

    /** A session as long as somebody wants it. */
    interface Lease extends Closeable {
        ShownSession session();

        @Override
        void close() throws IOException;
    }

    /**
     * Opens a session, or finds it open.
     *
     * @return empty where the catalog has none of that id
     * @throws ReplayException if it cannot be made sense of
     */
    Optional<Lease> lease(String id) throws IOException, ReplayException {
        Entry known = taken(id);
        if (known == null) {
            Optional<TraceSource.Opener> opener = catalog.find(id);
            if (opener.isEmpty()) {
                return Optional.empty();
            }
            known = taken(id, opener.get());
        }
        Entry entry = known;
        try {
            ShownSession session = entry.session();
            return Optional.of(new Lease() {
                private boolean given;

                @Override
                public ShownSession session() {
                    return session;
                }

                @Override
                public void close() throws IOException {
                    if (!given) {
                        given = true;
                        giveBack(entry);
                    }
                }
            });
        } catch (IOException | ReplayException | RuntimeException e) {
            forget(id, entry);
            throw e;
        }
    }

    /** Whether there is a session of that id, be it one that can be opened or not. */
    boolean has(String id) throws IOException {
        return isOpen(id) || catalog.find(id).isPresent();
    }

    private synchronized boolean isOpen(String id) {
        return entries.containsKey(id);
    }

    private synchronized @Nullable Entry taken(String id) {
        Entry entry = entries.get(id);
        if (entry != null) {
            entry.users++;
        }
        return entry;
    }

    private synchronized Entry taken(String id, TraceSource.Opener opener) {
        Entry entry = entries.computeIfAbsent(id, absent -> new Entry(opener));
        entry.users++;
        return entry;
    }

    private synchronized void giveBack(Entry entry) throws IOException {
        entry.users--;
        int idle = 0;
        for (Entry each : entries.values()) {
            idle += each.users == 0 ? 1 : 0;
        }
        // Those used longest ago come first.
        for (Iterator<Entry> each = entries.values().iterator(); idle > MOST_IDLE && each.hasNext(); ) {
            Entry oldest = each.next();
            if (oldest.users == 0) {
                each.remove();
                oldest.close();
                idle--;
            }
        }
    }

    /** One that would not open may be there the next time. */
    private synchronized void forget(String id, Entry entry) {
        entry.users--;
        entries.remove(id, entry);
    }

    @Override
    public synchronized void close() throws IOException {
        for (Entry entry : entries.values()) {
            entry.close();
        }
        entries.clear();
    }

    /** Opened by the first who asks; the others wait for that. */
    private static final class Entry implements Closeable {
        private final TraceSource.Opener opener;
        private @Nullable ShownSession session;
        private int users;

        Entry(TraceSource.Opener opener) {
            this.opener = opener;
        }

        synchronized ShownSession session() throws IOException, ReplayException {
            ShownSession open = session;
            if (open == null) {
                open = ShownSession.open(opener);
                session = open;
            }
            return open;
        }

        @Override
        public synchronized void close() throws IOException {
            if (session != null) {
                session.close();
            }
        }
    }
}

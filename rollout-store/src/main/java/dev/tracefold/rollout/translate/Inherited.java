/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.StoredBytes;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.line.LineType;
import dev.tracefold.rollout.line.RolloutLine;
import dev.tracefold.rollout.read.Lineage;
import dev.tracefold.rollout.read.Opening;
import dev.tracefold.rollout.read.RolloutReader;

/** The lines of other rollouts that a session goes on from, the oldest first; their headers are left out. */
final class Inherited implements Closeable {
    private final Optional<ThreadId> session;
    private final Deque<Lineage.Part> due;
    private final Opening opening;
    private final List<RolloutReader> opened = new ArrayList<>();
    private final Map<String, Long> missing = new TreeMap<>();
    private @Nullable RolloutReader reader;
    private Lineage.@Nullable Part part;
    private @Nullable RolloutLine next;
    private long lines;
    private long parseErrors;
    private boolean truncated;
    private @Nullable RolloutLine last;

    /** What a session goes on from; texts may be left in its files. */
    Inherited(Optional<ThreadId> session, Lineage lineage, Opening opening) {
        this.session = session;
        this.due = new ArrayDeque<>(lineage.parts());
        this.opening = opening;
        lineage.missing().ifPresent(rollout -> missing.put("history that lies in the rollout of " + rollout, 1L));
    }

    /** When the session began, if that was in another rollout than its last. */
    Optional<Instant> began() {
        return due.stream()
                .filter(this::isOwn)
                .findFirst()
                .flatMap(first -> first.meta().created());
    }

    /** The line that comes next; null where all were taken. */
    @Nullable
    RolloutLine peek() throws IOException {
        while (next == null && (reader != null || !due.isEmpty())) {
            next = reader == null ? open(due.remove()) : read(reader);
        }
        return next;
    }

    /** Takes the line that {@link #peek} tells. */
    void remove() {
        next = null;
    }

    /** Where texts of that line may have been left. */
    @Nullable
    StoredBytes file() {
        return reader == null || next == null ? null : reader.bytesOf(next);
    }

    /** Whether it is a line of another session, and not of this one as it was before it was taken back. */
    boolean foreign() {
        return part != null && !isOwn(part);
    }

    private boolean isOwn(Lineage.Part of) {
        return session.equals(Optional.of(of.meta().id()));
    }

    private @Nullable RolloutLine open(Lineage.Part begun) throws IOException {
        part = begun;
        reader = RolloutReader.openToReadAgain(begun.path(), opening);
        opened.add(reader);
        last = null;
        return read(reader);
    }

    private @Nullable RolloutLine read(RolloutReader from) throws IOException {
        RolloutLine line = from.next();
        while (line != null && line.type() == LineType.SESSION_META) {
            line = from.next();
        }
        if (line != null && part != null && part.end().holds(line)) {
            lines++;
            last = line;
            return line;
        }
        end(from, line == null);
        return null;
    }

    private void end(RolloutReader from, boolean ofFile) throws IOException {
        parseErrors += from.parseErrors();
        truncated |= from.truncated();
        if (ofFile && part != null && part.end().isBeyond(last, from.position())) {
            missing.put(
                    "end of the history that lies in the rollout of "
                            + part.end().rollout(),
                    1L);
        }
        if (!from.canReadAgain()) {
            from.close();
            opened.remove(from);
        }
        reader = null;
    }

    /** Whether texts may have been left in a file that is still open. */
    boolean readAgain() {
        return !opened.isEmpty();
    }

    long lines() {
        return lines;
    }

    long parseErrors() {
        return parseErrors;
    }

    boolean truncated() {
        return truncated;
    }

    /** What of the history is not there: how often, by a few words on what it is. */
    Map<String, Long> missing() {
        return missing;
    }

    @Override
    public void close() throws IOException {
        for (RolloutReader each : opened) {
            each.close();
        }
    }
}

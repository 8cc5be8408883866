/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.line.SessionMeta;

/**
 * The threads that this process records, so that a question about one of which nothing is saved yet gets a friendly
 * answer instead of "not found". Thread-safe.
 */
public final class LiveThreads {
    /**
     * A thread as its recorder knows it, without a look at the disk.
     *
     * @param path where the rollout is or will be
     * @param meta the session's header; empty for a resumed thread
     * @param materialized whether the rollout's header is on disk
     */
    public record Snapshot(ThreadId id, Path path, Optional<SessionMeta> meta, boolean materialized) {}

    private final Map<ThreadId, RolloutRecorder> recorders = new ConcurrentHashMap<>();

    void add(ThreadId id, RolloutRecorder recorder) throws RolloutException {
        if (recorders.putIfAbsent(id, recorder) != null) {
            throw RolloutException.activeWriter(recorder.rolloutPath());
        }
    }

    void remove(ThreadId id, RolloutRecorder recorder) {
        recorders.remove(id, recorder);
    }

    /** What is known of a live thread; empty when it is not recorded here. */
    public Optional<Snapshot> snapshot(ThreadId id) {
        return Optional.ofNullable(recorders.get(id)).map(RolloutRecorder::snapshot);
    }

    /**
     * Refuses work that needs a saved rollout.
     *
     * @throws RolloutException NOT_READY when the thread lives and nothing of it is saved
     */
    public void requireSaved(ThreadId id) throws RolloutException {
        Optional<Snapshot> snapshot = snapshot(id);
        if (snapshot.isPresent() && !snapshot.get().materialized()) {
            throw RolloutException.notReady(id);
        }
    }
}

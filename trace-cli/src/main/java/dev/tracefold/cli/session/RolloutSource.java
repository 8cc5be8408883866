/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.PiecedObject;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.replay.EventLog;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.rollout.read.SpawnedRollouts;
import dev.tracefold.rollout.translate.TranslatedBody;
import dev.tracefold.rollout.translate.TranslatedEvent;
import dev.tracefold.rollout.translate.TranslatedRollout;
import dev.tracefold.rollout.translate.TranslationReport;

/** A rollout, to be replayed as what a recorder would have made of the session. */
final class RolloutSource implements TraceSource {
    private final Path path;
    private final TranslatedRollout rollout;
    private final Consumer<TranslationReport> listener;

    private RolloutSource(Path path, TranslatedRollout rollout, Consumer<TranslationReport> listener) {
        this.path = path;
        this.rollout = rollout;
        this.listener = listener;
    }

    /**
     * Opens a rollout; who listens is told what was met, whenever its events have been read to their end.
     *
     * @throws NotARollout if it holds nothing of one
     */
    static RolloutSource open(Path path, Consumer<TranslationReport> listener) throws IOException {
        return of(path, TranslatedRollout.open(path), listener);
    }

    /**
     * The same, with the rollouts of the agents that its session spawned.
     *
     * @throws NotARollout if it holds nothing of one itself
     */
    static RolloutSource openWithAgents(Path path, Consumer<TranslationReport> listener) throws IOException {
        return of(path, TranslatedRollout.open(path, SpawnedRollouts.of(path)), listener);
    }

    private static RolloutSource of(Path path, TranslatedRollout rollout, Consumer<TranslationReport> listener)
            throws IOException {
        if (rollout.empty()) {
            throw new NotARollout(path);
        }
        return new RolloutSource(path, rollout, listener);
    }

    /** Has its bytes counted when they are read. */
    void tellRead(Progress progress) {
        rollout.tellRead(progress::bytes);
    }

    /** How many bytes there are to read on the disk. */
    long storedBytes() throws IOException {
        return rollout.storedBytes();
    }

    /** The same for any file; of one that holds nothing of a rollout, the session is empty. Texts stay in small files too. */
    static RolloutSource openAnything(Path path, List<Path> agents) throws IOException {
        return new RolloutSource(path, TranslatedRollout.open(path, agents, 0), report -> {});
    }

    @Override
    public Path location() {
        return path;
    }

    @Override
    public TraceManifest manifest() {
        return rollout.manifest();
    }

    @Override
    public EventLog events() throws IOException {
        return new Events(rollout.events(listener));
    }

    @Override
    public Payload payload(PayloadRef ref) throws IOException {
        TranslatedBody body = rollout.payload(ref);
        return new Payload() {
            @Override
            public byte[] bytes() {
                return body.bytes();
            }

            @Override
            public @Nullable PiecedObject pieces() {
                return body.pieces();
            }
        };
    }

    @Override
    public void expect(Collection<PayloadRef> refs) {
        rollout.expect(refs);
    }

    @Override
    public void close() throws IOException {
        rollout.close();
    }

    /** Events that are sound by the way they are made. */
    private static final class Events implements EventLog {
        private final TranslatedRollout.Events events;
        private @Nullable TranslatedEvent current;
        private long line;

        Events(TranslatedRollout.Events events) {
            this.events = events;
        }

        @Override
        public boolean advance() throws IOException {
            current = events.next();
            line = current == null ? line : current.line();
            return current != null;
        }

        @Override
        public @Nullable RawTraceEvent event() {
            return current == null ? null : current.event();
        }

        @Override
        public @Nullable ReductionError problem() {
            return null;
        }

        @Override
        public long line() {
            return line;
        }

        @Override
        public boolean torn() {
            return false;
        }

        @Override
        public void close() throws IOException {
            events.close();
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import io.vavr.control.Either;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.TraceManifest;
import dev.tracefold.reducer.ErrorCode;
import dev.tracefold.reducer.ReducedState;
import dev.tracefold.reducer.ReductionError;
import dev.tracefold.reducer.TraceReducer;

/**
 * Reduces a recorded session: streams its log, checks what surrounds the events, folds, finishes. How it goes about it is chosen
 * with {@link #strict}, {@link #salvage}, {@link #until}; {@link #run} does it, as often as wanted. May be used from any
 * thread.
 */
public final class Replay {
    private final TraceSource.Opener session;
    private final boolean salvage;
    private final long until;
    private final boolean readAhead;

    private Replay(TraceSource.Opener session, boolean salvage, long until, boolean readAhead) {
        this.session = session;
        this.salvage = salvage;
        this.until = until;
        this.readAhead = readAhead;
    }

    /** The first error ends the reduction. */
    public static Replay strict(Path bundle) {
        return strict(() -> Bundle.open(bundle));
    }

    /** The same of a session of any form. */
    public static Replay strict(TraceSource.Opener session) {
        return new Replay(session, false, Long.MAX_VALUE, true);
    }

    /** What cannot be folded is left out and reported; the rest is folded. */
    public static Replay salvage(Path bundle) {
        return salvage(() -> Bundle.open(bundle));
    }

    /** The same of a session of any form. */
    public static Replay salvage(TraceSource.Opener session) {
        return new Replay(session, true, Long.MAX_VALUE, true);
    }

    /** The same for the events up to that seq. */
    public Replay until(long seq) {
        return new Replay(session, salvage, seq, readAhead);
    }

    /**
     * The same on one thread, every body read and parsed whole when a rule asks for it. It gives the same and takes
     * longer; it is there to hold the fast way against.
     */
    public Replay plainly() {
        return new Replay(session, salvage, until, false);
    }

    /**
     * Reads the session and reduces it.
     *
     * @throws IOException if it cannot be read; what is wrong with its contents is told by the result
     */
    public ReplayResult run() throws IOException {
        return run((event, state) -> {});
    }

    /**
     * The same, showing each event that was folded with the state behind it.
     *
     * @throws IOException as above
     */
    public ReplayResult run(BiConsumer<RawTraceEvent, ReducedState> watcher) throws IOException {
        try (TraceSource source = session.open()) {
            return run(source, watcher);
        } catch (ReplayException e) {
            return ReplayResult.failed(e.error(), List.of(), 0);
        }
    }

    /** Opens the session that is replayed. */
    TraceSource open() throws IOException, ReplayException {
        return session.open();
    }

    /** The same with a session that was opened already, and stays open. */
    ReplayResult run(TraceSource source, BiConsumer<RawTraceEvent, ReducedState> watcher) throws IOException {
        try (EventFeed feed = readAhead ? ReadAhead.open(source) : EventFeed.plain(source)) {
            return new Run(source.manifest(), feed).run(watcher);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (ReplayException e) {
            return ReplayResult.failed(e.error(), List.of(), 0);
        }
    }

    /** One pass over a log. */
    final class Run {
        private final TraceManifest manifest;
        private final EventFeed feed;
        private final List<Diagnostic> diagnostics = new ArrayList<>();
        private ReducedState state;
        private long events;
        private long lastSeq;
        private @Nullable ReductionError failure;

        Run(TraceManifest manifest, EventFeed feed) {
            this.manifest = manifest;
            this.feed = feed;
            this.state = ReducedState.empty(manifest);
        }

        ReplayResult run(BiConsumer<RawTraceEvent, ReducedState> watcher) throws IOException {
            while (step(watcher)) {
                // One line at a time.
            }
            if (failure != null) {
                return ReplayResult.failed(failure, diagnostics, events);
            }
            if (feed.tornLine() > 0) {
                diagnostics.add(new Diagnostic.TornTail(feed.tornLine()));
            }
            state.waitingCells().forEach(cell -> diagnostics.add(new Diagnostic.CellWithoutSource(cell)));
            state.waitingDeliveries().forEach(edge -> diagnostics.add(new Diagnostic.Undelivered(edge)));
            return ReplayResult.of(TraceReducer.finish(state), diagnostics, events);
        }

        /** Takes the next line; false if there is none to take, or if it ended the reduction. */
        boolean step(BiConsumer<RawTraceEvent, ReducedState> watcher) throws IOException {
            EventFeed.Line line = feed.next();
            if (line == null) {
                return false;
            }
            RawTraceEvent event = line.event();
            if (event != null && event.seq() > until && isBehind(event)) {
                return false;
            }
            ReductionError error = event == null ? line.problem() : fold(line, event);
            if (error == null && event != null) {
                events++;
                watcher.accept(event, state);
            } else if (error != null) {
                if (!salvage) {
                    failure = error;
                    return false;
                }
                diagnostics.add(new Diagnostic.LeftOut(error));
            }
            return true;
        }

        /** Whether no event up to the last one that is wanted can come any more; one of another session tells nothing. */
        private boolean isBehind(RawTraceEvent event) {
            return lastSeq >= until || event.rolloutId().equals(manifest.rolloutId());
        }

        /** The state behind the lines that were taken, not finished. */
        ReducedState state() {
            return state;
        }

        /** What was noticed in the lines that were taken. */
        List<Diagnostic> diagnostics() {
            return Collections.unmodifiableList(diagnostics);
        }

        private @Nullable ReductionError fold(EventFeed.Line line, RawTraceEvent event) {
            ReductionError error = envelope(line, event);
            if (error == null) {
                error = line.missing();
            }
            if (error != null) {
                return error;
            }
            Either<ReductionError, ReducedState> next = TraceReducer.apply(state, event, line.payloads());
            if (next.isLeft()) {
                return next.getLeft().atLine(line.number());
            }
            state = next.get();
            return null;
        }

        private @Nullable ReductionError envelope(EventFeed.Line line, RawTraceEvent event) {
            if (!event.rolloutId().equals(manifest.rolloutId())) {
                return error(
                        line,
                        event,
                        ErrorCode.ROLLOUT_MISMATCH,
                        "the event belongs to rollout " + event.rolloutId() + ", the bundle to rollout "
                                + manifest.rolloutId(),
                        Map.of(
                                "rollout",
                                event.rolloutId().value(),
                                "manifest_rollout",
                                manifest.rolloutId().value()));
            }
            // Behind the largest number nothing is due any more: everything is a repeat.
            long due = lastSeq + 1;
            if (event.seq() == due && due > lastSeq) {
                lastSeq = due;
                return null;
            }
            Map<String, String> facts = Map.of("due", Long.toString(due), "found", Long.toString(event.seq()));
            if (event.seq() <= lastSeq) {
                return error(
                        line,
                        event,
                        ErrorCode.SEQUENCE_REPEAT,
                        "seq " + event.seq() + " comes where " + due + " is due: it was there before",
                        facts);
            }
            if (salvage) {
                diagnostics.add(new Diagnostic.Gap(line.number(), due, event.seq()));
                lastSeq = event.seq();
                return null;
            }
            return error(
                    line,
                    event,
                    ErrorCode.SEQUENCE_GAP,
                    "seq " + event.seq() + " comes where " + due + " is due: events are missing",
                    facts);
        }

        private ReductionError error(
                EventFeed.Line line, RawTraceEvent event, ErrorCode code, String sentence, Map<String, String> facts) {
            return new ReductionError(
                    code, event.seq(), line.number(), event.payload().type(), facts, sentence);
        }
    }
}

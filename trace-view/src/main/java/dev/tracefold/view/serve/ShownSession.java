/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.serve;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.SessionGraph;
import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.reducer.ReducedState;
import dev.tracefold.reducer.TraceReducer;
import dev.tracefold.replay.Bundle;
import dev.tracefold.replay.Diagnostic;
import dev.tracefold.replay.LiveReplay;
import dev.tracefold.replay.Replay;
import dev.tracefold.replay.ReplayException;
import dev.tracefold.replay.ReplayResult;
import dev.tracefold.replay.TraceSource;
import dev.tracefold.view.lookup.Node;
import dev.tracefold.view.page.Moments;
import dev.tracefold.view.page.PageBounds;
import dev.tracefold.view.page.PageData;

/**
 * A session that people look at: folded as far as it goes, with what cannot be folded left out. A plain bundle may still
 * be written to, and what has come is folded on top; of other forms, what is there is all. Thread-safe.
 */
final class ShownSession implements Closeable {
    private final TraceSource source;
    private final @Nullable LiveReplay live;
    private final Moments moments = new Moments();
    private final List<Diagnostic> noticed = new ArrayList<>();
    private long lastSeq;
    private boolean ended;

    // These are of the events so far, and made when somebody asks.
    private @Nullable SessionGraph graph;
    private byte @Nullable [] data;
    private @Nullable Long fromOfData;
    private long lastSeqGiven;
    private long millisOfData;

    private ShownSession(TraceSource source, @Nullable LiveReplay live) {
        this.source = source;
        this.live = live;
    }

    /**
     * Opens a session, and folds what there is of it.
     *
     * @throws ReplayException if there is none that can be read
     */
    static ShownSession open(TraceSource.Opener opener) throws IOException, ReplayException {
        TraceSource source = opener.open();
        try {
            return source instanceof Bundle bundle ? live(bundle) : recorded(source);
        } catch (IOException | ReplayException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static ShownSession live(Bundle bundle) throws IOException, ReplayException {
        LiveReplay replay = LiveReplay.open(bundle);
        try {
            ShownSession session = new ShownSession(bundle, replay);
            session.advance();
            return session;
        } catch (IOException | RuntimeException e) {
            replay.close();
            throw e;
        }
    }

    private static ShownSession recorded(TraceSource source) throws IOException, ReplayException {
        // Whether there is a log is asked first: nothing else ends a salvage.
        source.events().close();
        ShownSession session = new ShownSession(source, null);
        ReplayResult result = Replay.salvage(() -> new KeptOpen(source)).run(session::take);
        if (!result.ok()) {
            throw new IOException(result.error().toString());
        }
        session.noticed.addAll(result.diagnostics());
        session.graph = result.state().view();
        session.ended = true;
        return session;
    }

    private void take(RawTraceEvent event, ReducedState state) {
        moments.accept(event, state);
        lastSeq = event.seq();
        ended = event.payload() instanceof RawEventPayload.RolloutEnded;
        graph = null;
        data = null;
    }

    /** Takes in what was written since anybody asked; that is all this costs. */
    synchronized void advance() throws IOException {
        if (live == null) {
            return;
        }
        try {
            live.poll(this::take).forEach(line -> noticed.addAll(line.noticed()));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The seq of the last event that was taken in; 0 if there was none. */
    synchronized long lastSeq() {
        return lastSeq;
    }

    /** Whether more may come: a recorder that says the session has ended writes nothing more. */
    synchronized boolean grows() {
        return !ended;
    }

    /** What was left out, or is missing. */
    synchronized List<Diagnostic> noticed() {
        return List.copyOf(noticed);
    }

    /** How it stands after the last advance. */
    synchronized SessionGraph graph() {
        SessionGraph known = graph;
        if (known == null) {
            if (live == null) {
                throw new IllegalStateException("what was recorded has its graph from the beginning");
            }
            // Finished, as its report would be; what comes next goes on from the state before.
            known = TraceReducer.finish(live.state()).view();
            graph = known;
        }
        return known;
    }

    /**
     * What the page shows of it, as JSON; not to be changed.
     *
     * @param from the seq of the first event that it is to show; if none is named, it shows the end
     */
    synchronized byte[] data(@Nullable Long from) throws IOException {
        byte[] known = data;
        if (known == null || !Objects.equals(from, fromOfData)) {
            long began = System.nanoTime();
            known = made(from);
            data = known;
            fromOfData = from;
            millisOfData = (System.nanoTime() - began) / 1_000_000;
        }
        lastSeqGiven = lastSeq;
        return known;
    }

    /** The seq of the event with which an object came; null if there is none, or nothing tells. */
    synchronized @Nullable Long seqOf(Node node) {
        return page().seqOf(node);
    }

    private PageData page() {
        return new PageData(graph(), moments, source, PageBounds.defaults());
    }

    private byte[] made(@Nullable Long from) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream(1 << 16);
        PageData.Writing writing = part -> {
            json.reset();
            return part.write(json);
        };
        if (from == null) {
            page().writeWhatFits(writing);
        } else {
            page().writeWhatFits(from, PageBounds.defaults().usualEvents(), writing);
        }
        return json.toByteArray();
    }

    /** How long it took to make the data last. */
    synchronized long millisOfData() {
        return millisOfData;
    }

    /** The seq of the last event in the data that was given out last. */
    synchronized long lastSeqGiven() {
        return lastSeqGiven;
    }

    /**
     * The body behind a reference.
     *
     * @throws ReplayException if it is not in the session
     */
    byte[] payload(PayloadRef ref) throws IOException, ReplayException {
        return source.payload(ref).bytes();
    }

    @Override
    public synchronized void close() throws IOException {
        try (source) {
            if (live != null) {
                live.close();
            }
        }
    }
}

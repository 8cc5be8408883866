/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.reducer.body.ConversationBody.Form;

/**
 * The fast feed: a second thread reads lines and bodies while the first one folds. It is ahead by a bounded number of
 * lines and of bytes. Where lines come with items in pieces, finding these was the work, and what they say is read by the
 * first thread.
 */
final class ReadAhead implements EventFeed {
    // Handing lines over one by one costs more than reading them.
    private static final int MOST_BATCHES = 16;
    private static final int LINES_OF_A_BATCH = 32;
    private static final int KILOBYTES_OF_A_BATCH = 1024;
    private static final int MOST_KILOBYTES =
            (int) Math.min(64 << 10, Runtime.getRuntime().maxMemory() / 8 / 1024);

    private static final int SECONDS_BETWEEN_LOOKS = 1;

    /** What the second thread hands over: some lines, and whether the log has ended, and how. */
    private record Batch(
            List<Line> lines,
            int kilobytes,
            boolean last,
            @Nullable Throwable failure) {}

    private final EventLog log;
    private final TraceSource source;
    private final SourcePayloads bodies;
    private final ConversationReader reader = new ConversationReader();
    private final ConversationReader folding = new ConversationReader();
    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(MOST_BATCHES);
    private final Semaphore room = new Semaphore(MOST_KILOBYTES);
    private final Thread thread;
    private volatile long tornLine;
    private volatile @Nullable Throwable died;
    private Iterator<Line> lines = Collections.emptyIterator();
    private @Nullable Throwable failure;
    private boolean ended;

    private ReadAhead(EventLog log, TraceSource source) {
        this.log = log;
        this.source = source;
        this.bodies = new SourcePayloads(source);
        this.thread = new Thread(this::readAll, "tracefold-read-ahead");
        thread.setDaemon(true);
    }

    static EventFeed open(TraceSource source) throws IOException, ReplayException {
        return of(source.events(), source);
    }

    /** The same for a log that is open already. */
    static EventFeed of(EventLog log, TraceSource source) {
        ReadAhead feed = new ReadAhead(log, source);
        feed.thread.start();
        return feed;
    }

    private void readAll() {
        try {
            Batch batch;
            do {
                batch = read();
                room.acquire(batch.kilobytes());
                queue.put(batch);
            } while (!batch.last());
        } catch (InterruptedException closed) {
            // Nobody waits for more.
        } catch (Throwable e) {
            // There may have been no memory left to hand over anything, not even this.
            died = e;
        }
    }

    private Batch read() {
        List<Line> batch = new ArrayList<>();
        long bytes = 0;
        boolean last = false;
        Throwable failure = null;
        try {
            while (!last && batch.size() < LINES_OF_A_BATCH && bytes / 1024 < KILOBYTES_OF_A_BATCH) {
                last = !log.advance();
                if (!last) {
                    Line line = Line.of(log, bodies);
                    batch.add(line);
                    bytes += readBodies(line);
                }
            }
            tornLine = last && log.torn() ? log.line() : 0;
        } catch (IOException | RuntimeException | Error e) {
            last = true;
            failure = e;
        }
        return new Batch(batch, (int) Math.min(MOST_KILOBYTES, bytes / 1024), last, failure);
    }

    /** Reads what the rules will ask for; gives how many bytes that keeps. */
    private long readBodies(Line line) {
        long bytes = 0;
        if (line.event() != null && line.missing() == null && line.payloads() instanceof EventPayloads payloads) {
            for (PayloadRef ref : line.event().payload().payloads()) {
                bytes += readBody(payloads, ref);
            }
        }
        return bytes;
    }

    /** The kind that the recorder gave is a hint: a body that is wanted otherwise is read when it is asked for. */
    private int readBody(EventPayloads payloads, PayloadRef ref) {
        return switch (ref.kind()) {
            case INFERENCE_REQUEST -> payloads.readConversation(ref, Form.REQUEST, reader, folding);
            case INFERENCE_RESPONSE -> payloads.readConversation(ref, Form.RESPONSE, reader, folding);
            case COMPACTION_CHECKPOINT -> payloads.readConversation(ref, Form.CHECKPOINT, reader, folding);
            case SESSION_METADATA, TOOL_INVOCATION, TOOL_RUNTIME_EVENT, COMPACTION_RESPONSE ->
                payloads.readBytes(ref, folding);
            // Rules look at few of these, or at none.
            case TOOL_RESULT, TERMINAL_RUNTIME_EVENT, COMPACTION_REQUEST, PROTOCOL_EVENT, AGENT_RESULT ->
                payloads.leave(ref, folding);
        };
    }

    @Override
    public @Nullable Line next() throws IOException {
        while (!lines.hasNext()) {
            if (ended) {
                return null;
            }
            take();
        }
        return lines.next();
    }

    /** Takes the next batch; a failure is told once the lines before it have been given. */
    private void take() throws IOException {
        if (failure != null) {
            ended = true;
            rethrow(failure);
        }
        try {
            Batch batch = nextBatch();
            room.release(batch.kilobytes());
            lines = batch.lines().iterator();
            failure = batch.failure();
            ended = batch.last() && failure == null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading " + source.location());
        }
    }

    /** What the second thread hands over, or how it came to hand over nothing more. */
    private Batch nextBatch() throws InterruptedException {
        while (true) {
            boolean alive = thread.isAlive();
            Batch batch = queue.poll(alive ? SECONDS_BETWEEN_LOOKS : 0, TimeUnit.SECONDS);
            if (batch != null) {
                return batch;
            }
            if (!alive) {
                return new Batch(List.of(), 0, true, Objects.requireNonNullElseGet(died, IllegalStateException::new));
            }
        }
    }

    private static void rethrow(Throwable failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException("reading ahead failed", failure);
    }

    @Override
    public long tornLine() {
        return tornLine;
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        log.close();
    }
}

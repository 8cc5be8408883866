/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.PayloadRef;
import dev.tracefold.model.raw.RawEventPayload;
import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.model.raw.RequestInputMode;
import dev.tracefold.reducer.body.ConversationBody.Form;

/**
 * The fast feed: a second thread reads lines and bodies while the first one folds. It is ahead by a bounded number of
 * lines and of bytes.
 */
final class ReadAhead implements EventFeed {
    private static final int MOST_LINES = 256;
    private static final int MOST_KILOBYTES =
            (int) Math.min(64 << 10, Runtime.getRuntime().maxMemory() / 8 / 1024);

    /** What the second thread hands over: a line, or how the log ended. */
    private record Handed(
            @Nullable Line line, int kilobytes, @Nullable Throwable failure) {}

    private final EventLog log;
    private final Bundle bundle;
    private final FilePayloads files;
    private final ConversationReader reader = new ConversationReader();
    private final BlockingQueue<Handed> queue = new ArrayBlockingQueue<>(MOST_LINES);
    private final Semaphore room = new Semaphore(MOST_KILOBYTES);
    private final Thread thread;
    private volatile long tornLine;
    private boolean ended;

    private ReadAhead(EventLog log, Bundle bundle) {
        this.log = log;
        this.bundle = bundle;
        this.files = new FilePayloads(bundle);
        this.thread = new Thread(this::readAll, "tracefold-read-ahead");
        thread.setDaemon(true);
    }

    static EventFeed open(Bundle bundle) throws IOException, ReplayException {
        ReadAhead feed = new ReadAhead(EventLog.open(bundle), bundle);
        feed.thread.start();
        return feed;
    }

    private void readAll() {
        try {
            Handed end;
            try {
                while (log.advance()) {
                    hand(read());
                }
                tornLine = log.torn() ? log.line() : 0;
                end = new Handed(null, 0, null);
            } catch (IOException | RuntimeException | Error e) {
                end = new Handed(null, 0, e);
            }
            queue.put(end);
        } catch (InterruptedException closed) {
            // Nobody waits for more.
        }
    }

    private void hand(Handed line) throws InterruptedException {
        room.acquire(line.kilobytes());
        queue.put(line);
    }

    private Handed read() throws IOException {
        AheadPayloads payloads = new AheadPayloads(files);
        Line line = Line.of(log, bundle, payloads);
        RawTraceEvent event = line.event();
        int bytes =
                event == null || line.missing() != null ? 0 : event.payload().accept(new Wanted(payloads));
        return new Handed(line, Math.min(MOST_KILOBYTES, bytes / 1024), null);
    }

    @Override
    public @Nullable Line next() throws IOException {
        if (ended) {
            return null;
        }
        try {
            Handed handed = queue.take();
            room.release(handed.kilobytes());
            if (handed.failure() != null) {
                ended = true;
                rethrow(handed.failure());
            }
            ended = handed.line() == null;
            return handed.line();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading " + bundle.directory());
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

    /** Which bodies the rules of an event will ask for, as far as its type tells; gives the bytes kept for them. */
    private final class Wanted implements RawEventPayload.Visitor<Integer> {
        private final AheadPayloads payloads;

        Wanted(AheadPayloads payloads) {
            this.payloads = payloads;
        }

        private int items(@Nullable PayloadRef ref, Form form) {
            return ref == null ? 0 : payloads.readConversation(ref, form, reader);
        }

        private int bytes(@Nullable PayloadRef ref) {
            return ref == null ? 0 : payloads.readBytes(ref);
        }

        @Override
        public Integer on(RawEventPayload.RolloutStarted event) {
            return 0;
        }

        @Override
        public Integer on(RawEventPayload.RolloutEnded event) {
            return 0;
        }

        @Override
        public Integer on(RawEventPayload.ThreadStarted event) {
            return bytes(event.metadataPayload());
        }

        @Override
        public Integer on(RawEventPayload.ThreadEnded event) {
            return 0;
        }

        @Override
        public Integer on(RawEventPayload.TurnStarted event) {
            return 0;
        }

        @Override
        public Integer on(RawEventPayload.TurnEnded event) {
            return 0;
        }

        @Override
        public Integer on(RawEventPayload.InferenceStarted event) {
            int prefix = event.requestInputMode() instanceof RequestInputMode.IncrementalWithUntracedPrefix untraced
                    ? items(untraced.prefixPayload(), Form.REQUEST)
                    : 0;
            return prefix + items(event.requestPayload(), Form.REQUEST);
        }

        @Override
        public Integer on(RawEventPayload.InferenceCompleted event) {
            return items(event.responsePayload(), Form.RESPONSE);
        }

        @Override
        public Integer on(RawEventPayload.InferenceFailed event) {
            return items(event.partialResponsePayload(), Form.RESPONSE);
        }

        @Override
        public Integer on(RawEventPayload.InferenceCancelled event) {
            return items(event.partialResponsePayload(), Form.RESPONSE);
        }

        @Override
        public Integer on(RawEventPayload.ToolCallStarted event) {
            return bytes(event.invocationPayload());
        }

        @Override
        public Integer on(RawEventPayload.McpCorrelationAssigned event) {
            return 0;
        }

        /** Most tools' runtime starts are looked at. */
        @Override
        public Integer on(RawEventPayload.ToolRuntimeStarted event) {
            return bytes(event.runtimePayload());
        }

        @Override
        public Integer on(RawEventPayload.ToolRuntimeEnded event) {
            return bytes(event.runtimePayload());
        }

        /** Most tools' results are not looked at. */
        @Override
        public Integer on(RawEventPayload.ToolCallEnded event) {
            return 0;
        }

        @Override
        public Integer on(RawEventPayload.CodeCellStarted event) {
            return 0;
        }

        @Override
        public Integer on(RawEventPayload.CodeCellInitialResponse event) {
            return 0;
        }

        @Override
        public Integer on(RawEventPayload.CodeCellEnded event) {
            return 0;
        }

        @Override
        public Integer on(RawEventPayload.CompactionRequestStarted event) {
            return 0;
        }

        @Override
        public Integer on(RawEventPayload.CompactionRequestCompleted event) {
            return bytes(event.responsePayload());
        }

        @Override
        public Integer on(RawEventPayload.CompactionRequestFailed event) {
            return 0;
        }

        @Override
        public Integer on(RawEventPayload.CompactionInstalled event) {
            return items(event.checkpointPayload(), Form.CHECKPOINT);
        }

        @Override
        public Integer on(RawEventPayload.AgentResultObserved event) {
            return 0;
        }

        @Override
        public Integer on(RawEventPayload.ProtocolEventObserved event) {
            return 0;
        }

        @Override
        public Integer on(RawEventPayload.Other event) {
            return 0;
        }
    }
}

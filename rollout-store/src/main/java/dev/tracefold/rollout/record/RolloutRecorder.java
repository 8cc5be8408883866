/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.RolloutForms;
import dev.tracefold.rollout.RolloutName;
import dev.tracefold.rollout.ThreadId;
import dev.tracefold.rollout.line.RolloutItem;
import dev.tracefold.rollout.line.SessionMeta;
import dev.tracefold.rollout.lock.RolloutLock;
import dev.tracefold.rollout.read.SessionHead;

/**
 * Records one live session. A fresh session exists only in memory until {@link #persist()}, the caller's explicit
 * commit; from then on, what is recorded is written at once by one background thread that owns the file. The recorder
 * never looks inside items.
 *
 * <p>Every line is written at least once: an item leaves memory only after its whole line was handed to the operating
 * system, and a line torn by a failure is ended and repeated. Calls from several threads are ordered by the queue, and a
 * barrier ({@link #persist()}, {@link #flush()}, {@link #shutdown()}) covers everything queued before it. Where the lines
 * of a rollout have numbers, these go on. Thread-safe.
 */
public final class RolloutRecorder implements AutoCloseable {
    private final ThreadId id;
    private final Path path;
    private final RecorderWriter writer;

    private RolloutRecorder(ThreadId id, Path path, RecorderWriter writer) {
        this.id = id;
        this.path = path;
        this.writer = writer;
    }

    /**
     * Prepares the recorder of a fresh session; touches no disk.
     *
     * @throws RolloutException CONFLICT when this process records the thread already
     */
    public static RolloutRecorder create(RolloutContext context, NewSession session, RecorderOptions options)
            throws IOException {
        Instant created = context.clock().instant();
        Path path = context.home().livePath(RolloutName.of(created, session.id()));
        SessionMeta meta = session.meta(created);
        RecorderWriter writer = new RecorderWriter(context, path, options, meta);
        return start(context, new RolloutRecorder(session.id(), path, writer));
    }

    /**
     * Goes on with a recorded session, given by either of its paths; a compressed one becomes plain first.
     *
     * @throws NoSuchFileException when there is no such rollout
     * @throws RolloutException CONFLICT when the thread has a live writer, in this process or another
     */
    public static RolloutRecorder resume(RolloutContext context, Path path, RecorderOptions options)
            throws IOException {
        Path plain = RolloutForms.plain(path).toAbsolutePath().normalize();
        if (RolloutForms.resolve(plain).isEmpty()) {
            throw new NoSuchFileException(plain.toString());
        }
        ThreadId id = threadId(plain);
        RolloutLock writerLock =
                context.locks().tryWriter(plain).orElseThrow(() -> RolloutException.activeWriter(plain));
        RecorderWriter writer;
        try {
            writer = new RecorderWriter(context, plain, options, writerLock, AppendHandle.open(context, plain));
        } catch (IOException | RuntimeException e) {
            writerLock.close();
            throw e;
        }
        try {
            return start(context, new RolloutRecorder(id, plain, writer));
        } catch (IOException e) {
            writer.release();
            throw e;
        }
    }

    private static ThreadId threadId(Path plain) throws IOException {
        Optional<RolloutName> name = RolloutName.parse(RolloutForms.fileName(plain));
        return name.isPresent() ? name.get().id() : SessionHead.read(plain).id();
    }

    private static RolloutRecorder start(RolloutContext context, RolloutRecorder recorder) throws IOException {
        context.live().add(recorder.id, recorder);
        recorder.writer.start(() -> context.live().remove(recorder.id, recorder));
        return recorder;
    }

    public ThreadId threadId() {
        return id;
    }

    /** The plain path of the rollout, known before anything is written. */
    public Path rolloutPath() {
        return path;
    }

    /** What is known of the session without a look at the disk. */
    public LiveThreads.Snapshot snapshot() {
        return new LiveThreads.Snapshot(id, path, writer.sessionMeta(), writer.materialized());
    }

    /** How many items wait to be written. */
    public long pendingItems() {
        return writer.pendingItems();
    }

    /**
     * Queues items in order; blocks while the queue is full. A failure to write them is kept for the next barrier.
     *
     * @throws RolloutException NOT_FOUND after shutdown, INTERNAL when too much waits to be written
     */
    public void record(List<RolloutItem> items) throws IOException {
        if (!items.isEmpty()) {
            writer.record(List.copyOf(items));
        }
    }

    /** As {@link #record(List)}, for one item. */
    public void record(RolloutItem item) throws IOException {
        record(List.of(item));
    }

    /**
     * Commits: creates the file if need be and writes everything queued so far; durable on return. Without anything to
     * write it changes nothing.
     *
     * @throws IOException when the second of two attempts failed; what was not written is kept
     */
    public void persist() throws IOException {
        writer.barrier(RecorderWriter.Barrier.PERSIST);
    }

    /**
     * Waits until everything queued so far was handed to the operating system. Before the commit it only waits its turn.
     *
     * @throws IOException when the second of two attempts failed; what was not written is kept
     */
    public void flush() throws IOException {
        writer.barrier(RecorderWriter.Barrier.FLUSH);
    }

    /**
     * Writes what is left and ends the recorder; before the commit, what was buffered is dropped. Calling it again after
     * success does nothing.
     *
     * @throws IOException when writing failed; the recorder lives on and the call can be repeated
     */
    public void shutdown() throws IOException {
        writer.barrier(RecorderWriter.Barrier.SHUTDOWN);
    }

    /** Ends the recorder without writing what still waits. */
    public void discard() throws IOException {
        writer.barrier(RecorderWriter.Barrier.DISCARD);
    }

    /** {@link #shutdown()}; when that fails, what could not be written is given up, logged, and the failure thrown. */
    @Override
    public void close() throws IOException {
        try {
            shutdown();
        } catch (IOException e) {
            discard();
            throw e;
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.line.RolloutItem;
import dev.tracefold.rollout.line.SessionMeta;
import dev.tracefold.rollout.lock.RolloutLock;

/**
 * The queue in front of a rollout file and the one thread behind it. The file itself is the business of {@link
 * RecorderFile}; this class keeps the order of commands and the promise of every barrier.
 */
final class RecorderWriter {
    private static final Logger LOG = LoggerFactory.getLogger(RecorderWriter.class);
    private static final int QUEUE_CAPACITY = 256;

    /** A command that answers. */
    enum Barrier {
        PERSIST,
        FLUSH,
        SHUTDOWN,
        DISCARD
    }

    private record Command(
            List<RolloutItem> items, @Nullable Barrier barrier, CompletableFuture<Void> done) {}

    private final BlockingQueue<Command> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final AtomicLong pendingItems = new AtomicLong();
    private final AtomicLong pendingBytes = new AtomicLong();
    private final Path path;
    private final RecorderOptions options;
    private final RecorderFile file;
    private final Optional<SessionMeta> meta;
    private Runnable onEnd = () -> {};
    private boolean committed; // set before the start, then by the writer thread only
    private volatile boolean ended;
    private volatile @Nullable Throwable death;

    RecorderWriter(RolloutContext context, Path path, RecorderOptions options, SessionMeta meta) {
        this(path, options, new RecorderFile(context, path, options.observer(), meta), Optional.of(meta));
    }

    RecorderWriter(
            RolloutContext context, Path path, RecorderOptions options, RolloutLock writerLock, AppendHandle handle) {
        this(path, options, new RecorderFile(context, path, options.observer(), writerLock, handle), Optional.empty());
        this.committed = true;
    }

    private RecorderWriter(Path path, RecorderOptions options, RecorderFile file, Optional<SessionMeta> meta) {
        this.path = path;
        this.options = options;
        this.file = file;
        this.meta = meta;
        file.onWritten(item -> {
            pendingItems.decrementAndGet();
            pendingBytes.addAndGet(-item.size());
        });
    }

    void start(Runnable whenEnded) {
        onEnd = whenEnded;
        Thread thread = new Thread(this::run, "rollout-recorder");
        thread.setDaemon(true);
        thread.start();
    }

    Optional<SessionMeta> sessionMeta() {
        return meta;
    }

    boolean materialized() {
        return file.materialized();
    }

    long pendingItems() {
        return pendingItems.get();
    }

    void record(List<RolloutItem> items) throws IOException {
        long bytes = items.stream().mapToLong(RolloutItem::size).sum();
        if (pendingBytes.get() + bytes > options.maxPendingBytes()) {
            throw RolloutException.internal("too much waits to be written to " + path);
        }
        pendingItems.addAndGet(items.size());
        pendingBytes.addAndGet(bytes);
        try {
            enqueue(new Command(items, null, new CompletableFuture<>()));
        } catch (IOException e) {
            pendingItems.addAndGet(-items.size());
            pendingBytes.addAndGet(-bytes);
            throw e;
        }
    }

    void barrier(Barrier kind) throws IOException {
        boolean ending = kind == Barrier.SHUTDOWN || kind == Barrier.DISCARD;
        if (ending && ended && death == null) {
            return;
        }
        Command command = new Command(List.of(), kind, new CompletableFuture<>());
        try {
            enqueue(command);
            command.done().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the rollout writer");
        } catch (ExecutionException e) {
            if (ending && ended && death == null) {
                return; // Somebody else's shutdown went first.
            }
            throw asIoException(e.getCause());
        } catch (RolloutException e) {
            if (ending && ended && death == null) {
                return;
            }
            throw e;
        }
    }

    private void enqueue(Command command) throws IOException {
        try {
            do {
                if (ended) {
                    throw closed();
                }
            } while (!queue.offer(command, 50, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while queueing rollout items");
        }
        // The writer empties the queue when it ends; what slips in behind that is taken back here.
        if (ended && queue.remove(command)) {
            throw closed();
        }
    }

    private RolloutException closed() {
        Throwable cause = death;
        return cause == null
                ? RolloutException.notFound("failed to queue rollout items: the recorder of " + path + " has ended")
                : RolloutException.internal("failed to queue rollout items: the rollout writer died: " + cause, cause);
    }

    private static IOException asIoException(@Nullable Throwable cause) {
        return cause instanceof IOException io ? io : RolloutException.internal("the rollout writer failed: " + cause);
    }

    private void run() {
        try {
            while (!ended) {
                handle(queue.take());
            }
        } catch (Throwable t) {
            // Nothing but our own defect or the end of the JVM gets here; every later call is to hear of it.
            death = t;
            LOG.error("the writer of {} died", path, t);
        } finally {
            ended = true;
            release();
            onEnd.run();
            for (Command left = queue.poll(); left != null; left = queue.poll()) {
                left.done().completeExceptionally(closed());
            }
        }
    }

    private void handle(Command command) {
        try {
            if (command.barrier() == null) {
                append(command.items());
            } else {
                carryOut(command.barrier());
            }
            command.done().complete(null);
        } catch (IOException e) {
            command.done().completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            command.done().completeExceptionally(e);
            throw e;
        }
    }

    private void append(List<RolloutItem> items) {
        file.buffer(items);
        if (committed) {
            file.tryWrite();
        }
    }

    private void carryOut(Barrier kind) throws IOException {
        switch (kind) {
            case PERSIST -> {
                committed = true;
                file.write(true);
            }
            case FLUSH -> {
                commitIfOpted();
                if (committed) {
                    file.write(options.forceOnFlush());
                }
            }
            case SHUTDOWN -> {
                commitIfOpted();
                if (committed) {
                    file.write(true);
                }
                end();
            }
            case DISCARD -> end();
        }
    }

    private void commitIfOpted() {
        if (options.materializeOnFlush() && file.hasBuffered()) {
            committed = true;
        }
    }

    private void end() {
        if (file.hasBuffered()) {
            LOG.info("{} items that were never committed to {} are dropped", file.buffered(), path);
        }
        pendingItems.set(0);
        pendingBytes.set(0);
        release(); // Before anybody hears that the recorder has ended.
        onEnd.run();
        ended = true;
    }

    /** Gives up the file and its locks; harmless when done already. */
    void release() {
        file.release();
    }
}

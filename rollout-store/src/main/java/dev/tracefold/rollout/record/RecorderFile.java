/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tracefold.rollout.RolloutException;
import dev.tracefold.rollout.line.GitInfo;
import dev.tracefold.rollout.line.RolloutItem;
import dev.tracefold.rollout.line.SessionMeta;
import dev.tracefold.rollout.lock.RolloutLock;

/**
 * The file of one recorder and the items that still have to get there. An item leaves the buffer only after its whole
 * line was written; after any failure the handle is dropped, because what it points to can no longer be trusted. Used
 * by the writer thread only.
 */
final class RecorderFile {
    private static final Logger LOG = LoggerFactory.getLogger(RecorderFile.class);
    private static final int ATTEMPTS = 2;

    /** How much may be written before it is made durable: until then, it is held in memory too. */
    private static final long MOST_UNFORCED = 1 << 20;

    private final RolloutContext context;
    private final Path path;
    private final RecorderOptions.Observer observer;
    private final Deque<RolloutItem> pending = new ArrayDeque<>();
    private Consumer<RolloutItem> onWritten = item -> {};
    private volatile @Nullable SessionMeta unwrittenMeta;
    private @Nullable RolloutLock writerLock;
    private @Nullable AppendHandle handle;

    /** What handles wrote and had not made durable when they were dropped; the next one writes it again. */
    private Deque<AppendHandle.Written> unforced = new ArrayDeque<>();

    private @Nullable String lastLogged;

    RecorderFile(RolloutContext context, Path path, RecorderOptions.Observer observer, SessionMeta meta) {
        this.context = context;
        this.path = path;
        this.observer = observer;
        this.unwrittenMeta = meta;
    }

    RecorderFile(
            RolloutContext context,
            Path path,
            RecorderOptions.Observer observer,
            RolloutLock writerLock,
            AppendHandle handle) {
        this.context = context;
        this.path = path;
        this.observer = observer;
        this.writerLock = writerLock;
        this.handle = handle;
    }

    void onWritten(Consumer<RolloutItem> listener) {
        onWritten = listener;
    }

    void buffer(List<RolloutItem> items) {
        pending.addAll(items);
    }

    boolean hasBuffered() {
        return !pending.isEmpty();
    }

    /** Whether the session's header is in the file. Safe to ask from any thread. */
    boolean materialized() {
        return unwrittenMeta == null;
    }

    int buffered() {
        return pending.size();
    }

    /** Writes what waits, once; a failure is logged and everything unwritten kept. */
    void tryWrite() {
        try {
            attempt();
        } catch (IOException e) {
            dropHandle();
            logOnce(e);
        }
    }

    /** Writes what waits, trying a second time with a fresh handle. */
    void write(boolean durable) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                attempt();
                if (durable) {
                    force();
                }
                lastLogged = null;
                return;
            } catch (IOException e) {
                dropHandle();
                logOnce(e);
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void force() throws IOException {
        if (!unforced.isEmpty() || (handle != null && handle.unforcedBytes() > 0)) {
            openHandle().force();
        }
    }

    private void attempt() throws IOException {
        while (unwrittenMeta != null || !pending.isEmpty()) {
            AppendHandle open = openHandle();
            if (open.unforcedBytes() >= MOST_UNFORCED) {
                open.force();
            }
            writeBatch(open);
        }
    }

    private void writeBatch(AppendHandle open) throws IOException {
        List<RolloutItem> written = new ArrayList<>();
        try (RolloutLock ignored = open.beginBatch()) {
            writeMeta(open, written);
            while (!pending.isEmpty() && open.unforcedBytes() < MOST_UNFORCED) {
                RolloutItem item = pending.peekFirst();
                open.write(item);
                pending.removeFirst();
                onWritten.accept(item);
                written.add(item);
            }
        } finally {
            if (!written.isEmpty()) {
                tell(written);
            }
        }
    }

    private void writeMeta(AppendHandle open, List<RolloutItem> written) throws IOException {
        SessionMeta meta = unwrittenMeta;
        if (meta == null) {
            return;
        }
        Optional<GitInfo> git = GitProbe.read(meta.cwd());
        RolloutItem header = (git.isPresent() ? meta.withGit(git.get()) : meta).toItem();
        open.write(header);
        unwrittenMeta = null;
        written.add(header);
    }

    private AppendHandle openHandle() throws IOException {
        if (writerLock == null) {
            writerLock = context.locks().tryWriter(path).orElseThrow(() -> RolloutException.activeWriter(path));
        }
        if (handle == null) {
            handle = unwrittenMeta == null ? AppendHandle.open(context, path) : AppendHandle.create(context, path);
        }
        if (!unforced.isEmpty()) {
            handle.writeAgain(unforced);
        }
        return handle;
    }

    private void tell(List<RolloutItem> written) {
        try {
            observer.written(path, written);
        } catch (Exception e) {
            LOG.warn("the observer of {} failed", path, e);
        }
    }

    private void logOnce(IOException error) {
        String message = error.toString();
        if (!Objects.equals(message, lastLogged)) {
            LOG.warn("could not write to {}: {}", path, message);
            lastLogged = message;
        }
    }

    private void dropHandle() {
        AppendHandle dropped = handle;
        handle = null;
        if (dropped != null) {
            Deque<AppendHandle.Written> all = new ArrayDeque<>(dropped.unforced());
            all.addAll(unforced);
            unforced = all;
            try {
                dropped.close();
            } catch (IOException e) {
                LOG.debug("closing {} failed", path, e);
            }
        }
    }

    void release() {
        dropHandle();
        if (writerLock != null) {
            writerLock.close();
            writerLock = null;
        }
    }
}

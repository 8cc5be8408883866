/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.tracefold.rollout.internal.FileOps;
import dev.tracefold.rollout.internal.Step;

/** Real file operations with faults and interference put in by tests. */
public final class FaultyFiles extends FileOps {
    /** What to do at a point; may throw to fail there. */
    @FunctionalInterface
    public interface Action {
        void run(Path path) throws IOException;
    }

    /** Handles a write instead of the real one; returns the bytes written. */
    @FunctionalInterface
    public interface Write {
        int write(FileChannel channel, ByteBuffer bytes) throws IOException;
    }

    private final Map<Step, Action> actions = new ConcurrentHashMap<>();
    private final Map<Step, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Map<Path, IOException> unlistable = new ConcurrentHashMap<>();
    public final List<Path> opened = java.util.Collections.synchronizedList(new ArrayList<>());
    public volatile Write write = FileChannel::write;
    public volatile Action onOpenInput = path -> {};
    public volatile boolean failForces;

    public void at(Step step, Action action) {
        actions.put(step, action);
    }

    /** Does {@code action} the first time only. */
    public void once(Step step, Action action) {
        AtomicInteger left = new AtomicInteger(1);
        at(step, path -> {
            if (left.getAndDecrement() == 1) {
                action.run(path);
            }
        });
    }

    public void failWrites(int times) {
        failWrites(times, 0);
    }

    /** Lets {@code good} writes through, then fails this many. */
    public void failWrites(int times, int good) {
        AtomicInteger seen = new AtomicInteger();
        write = (channel, bytes) -> {
            int n = seen.getAndIncrement();
            if (n >= good && n < good + times) {
                throw new IOException("injected: device error");
            }
            return channel.write(bytes);
        };
    }

    public void heal() {
        write = FileChannel::write;
        actions.clear();
        unlistable.clear();
        onOpenInput = path -> {};
        failForces = false;
    }

    public void unlistable(Path directory) {
        unlistable.put(directory, new IOException("injected: cannot list " + directory));
    }

    public int count(Step step) {
        AtomicInteger count = counts.get(step);
        return count == null ? 0 : count.get();
    }

    @Override
    public void reached(Step step, Path path) throws IOException {
        counts.computeIfAbsent(step, s -> new AtomicInteger()).incrementAndGet();
        Action action = actions.get(step);
        if (action != null) {
            action.run(path);
        }
    }

    @Override
    public List<Entry> list(Path directory) throws IOException {
        IOException fault = unlistable.get(directory);
        if (fault != null) {
            throw fault;
        }
        return super.list(directory);
    }

    @Override
    public java.io.InputStream openInput(Path path) throws IOException {
        opened.add(path);
        onOpenInput.run(path);
        return super.openInput(path);
    }

    @Override
    public void force(FileChannel channel) throws IOException {
        if (failForces) {
            throw new IOException("injected: not durable");
        }
        super.force(channel);
    }

    @Override
    public int write(FileChannel channel, ByteBuffer bytes) throws IOException {
        return write.write(channel, bytes);
    }
}

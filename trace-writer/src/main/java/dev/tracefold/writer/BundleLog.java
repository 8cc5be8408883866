/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.RawTraceEvent;
import dev.tracefold.writer.WriterStoppedException.Reason;

/**
 * The one order of a bundle: seq and payload ordinals come from this lock. A number is used up only by what is there
 * for good, so a failure leaves no gap.
 */
final class BundleLog {
    private static final int USUAL_LINE = 16 * 1024;
    private static final int SPINS = 1000;

    private final BundleFiles files;
    private final Clock clock;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();

    // All guarded by the lock; what is volatile is also read without.
    private byte[] line = new byte[USUAL_LINE];
    private long payloads;
    private long bytes;
    private volatile long seq;
    private volatile boolean unforcedNames;
    private volatile @Nullable WriterStoppedException stopped;

    BundleLog(BundleFiles files, Clock clock, long maxBytes) {
        this.files = files;
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    /** The seq of the last event. */
    long seq() {
        return seq;
    }

    /** Each caller gets an exception of its own, with its own stack. */
    void requireRunning() throws WriterStoppedException {
        WriterStoppedException why = stopped;
        if (why != null) {
            throw new WriterStoppedException(why.reason(), seq, why.getCause());
        }
    }

    long publish(BundleFiles.Partial partial, long size) throws IOException {
        lock.lock();
        try {
            requireRunning();
            requireRoom(size);
            long ordinal = payloads + 1;
            files.publish(partial, ordinal);
            payloads = ordinal;
            bytes += size;
            unforcedNames = true;
            return ordinal;
        } finally {
            lock.unlock();
        }
    }

    RawTraceEvent append(EventLine event) throws IOException {
        lockSoon();
        try {
            requireRunning();
            long due = seq + 1;
            long time = clock.millis();
            if (event.maxLength() > line.length) {
                line = new byte[event.maxLength()];
            }
            int length = event.writeTo(line, due, time);
            requireRoom(length);
            write(length);
            seq = due;
            bytes += length;
            return event.event(due, time);
        } finally {
            if (line.length > USUAL_LINE) {
                line = new byte[USUAL_LINE];
            }
            lock.unlock();
        }
    }

    /** Waits a moment before it goes to sleep: the lock is held for a microsecond, waking up takes fifty. */
    private void lockSoon() {
        for (int i = 0; i < SPINS; i++) {
            if (lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        lock.lock();
    }

    private void write(int length) throws IOException {
        boolean written = false;
        try {
            files.append(line, length);
            written = true;
        } catch (IOException e) {
            throw stop(Reason.FAILED, e);
        } finally {
            if (!written) {
                // Whatever it was, part of the line may be in the log.
                stop(Reason.FAILED, null);
            }
        }
    }

    private void requireRoom(long size) throws WriterStoppedException {
        if (size > maxBytes - bytes) {
            throw stop(Reason.FULL, null);
        }
    }

    /** Stops for good. The first reason is the one that counts. */
    WriterStoppedException stop(Reason reason, @Nullable Throwable cause) {
        lock.lock();
        try {
            if (stopped == null) {
                stopped = new WriterStoppedException(reason, seq, cause);
            }
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Names first: an event that survives must not refer to a payload that does not. */
    void force() throws IOException {
        if (unforcedNames) {
            unforcedNames = false;
            files.forcePayloadNames();
        }
        files.forceLog();
    }
}

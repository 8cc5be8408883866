/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Forces the log for everybody who waits. One of them does it, for all that was appended when it began; who comes
 * meanwhile waits for the next round. So the slower the disk, the more appenders share a force.
 */
final class GroupCommit {
    /** The deed itself. */
    interface Force {
        void force() throws IOException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rounds = lock.newCondition();
    private final LongSupplier appended;
    private final Force force;

    /** What has been appended up to here is on the disk. */
    private long forced;

    private boolean forcing;
    /** After a failed force nobody knows what is on the disk, and asking again may answer wrongly. */
    private @Nullable IOException failure;

    GroupCommit(LongSupplier appended, Force force) {
        this.appended = appended;
        this.force = force;
    }

    /** Returns when what has that seq is on the disk. Is not interrupted: the event is in the log all the same. */
    void await(long seq) throws IOException {
        lock.lock();
        try {
            while (forced < seq) {
                if (failure != null) {
                    throw new IOException("forcing the log to the disk failed: " + failure.getMessage(), failure);
                }
                if (forcing) {
                    rounds.awaitUninterruptibly();
                } else {
                    lead();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void lead() {
        forcing = true;
        long upTo = appended.getAsLong();
        IOException failed = null;
        lock.unlock();
        try {
            force.force();
        } catch (IOException e) {
            failed = e;
        } finally {
            lock.lock();
            forcing = false;
            rounds.signalAll();
        }
        if (failed == null) {
            forced = upTo;
        } else {
            failure = failed;
        }
    }
}

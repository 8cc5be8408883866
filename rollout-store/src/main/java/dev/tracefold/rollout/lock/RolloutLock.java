/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.lock;

import java.io.IOException;

/** A lock that is held until closed. Closing twice is harmless. Thread-safe. */
public interface RolloutLock extends AutoCloseable {
    /**
     * Whether the lock still excludes others. It stops doing so when somebody deletes the lock file and another process
     * takes the same lock in the new one.
     */
    boolean valid() throws IOException;

    /** Whether the operating system keeps other processes out; false on file systems without range locks. */
    boolean enforced();

    @Override
    void close();
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.lock;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A whole lock file for one long job, such as a compression run: whoever holds it is the only one at it anywhere. */
public final class ProcessLock {
    private ProcessLock() {}

    /** The lock if nobody has it, in this process or another; freed by closing it or by the end of the process. */
    public static Optional<RolloutLock> tryLock(Path file) throws IOException {
        return Optional.ofNullable(LockFile.at(file).tryAcquire(0, false));
    }
}

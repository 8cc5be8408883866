/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Who may touch a rollout: {@link dev.tracefold.rollout.lock.RolloutLocks} hands out byte-range locks of one lock file
 * per data directory, {@link dev.tracefold.rollout.lock.ProcessLock} a whole small file for one long job.
 */
@NullMarked
package dev.tracefold.rollout.lock;

import org.jspecify.annotations.NullMarked;

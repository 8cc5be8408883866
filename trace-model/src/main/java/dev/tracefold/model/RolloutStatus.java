/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model;

/** How a session, or a thread of it, stands. */
public enum RolloutStatus {
    RUNNING,
    COMPLETED,
    FAILED,
    ABORTED
}

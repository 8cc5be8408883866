/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout;

/**
 * Hears how a long operation gets on. Called from the thread that does the work, often; implementations return quickly
 * and do not throw.
 */
@FunctionalInterface
public interface Progress {
    /** Ignores everything. */
    Progress NONE = (what, done, total) -> {};

    /**
     * Called after each step.
     *
     * @param what the step, for people: a file name, or what is counted
     * @param done how much is done, in the unit of {@code total}
     * @param total how much there is, or -1 when that is not known
     */
    void update(String what, long done, long total);
}

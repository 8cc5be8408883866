/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.read;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.StoredBytes;

/** A stream of the plain bytes of a rollout, of which some can be read again later. Belongs to the thread that reads it. */
interface ReadAgain {
    /**
     * Where the bytes from a position on can be read again, each at its place in the stream; null if they cannot. Known of
     * what was read.
     */
    @Nullable
    StoredBytes from(long position);

    /** Whether any of those that were read can be. */
    boolean any();
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import org.immutables.value.Value;

/** The graph of one session as a value: all of it is there, and equal if it says the same. */
@Value.Immutable
@MapsStyle
public interface RolloutTrace extends SessionGraph, WithRolloutTrace {
    /** Starts one; {@code build()} names every field that is missing. */
    static Builder builder() {
        return new Builder();
    }

    /** Not to be shared between threads. */
    final class Builder extends ImmutableRolloutTrace.Builder {}
}

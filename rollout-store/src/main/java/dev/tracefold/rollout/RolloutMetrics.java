/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout;

/** Receives the store's counters and measurements; names are relative to the caller's prefix. Thread-safe. */
public interface RolloutMetrics {
    /** Ignores everything. */
    RolloutMetrics NONE = new RolloutMetrics() {
        @Override
        public void count(String name, String label) {}

        @Override
        public void value(String name, long value) {}
    };

    /** Adds one to the counter {@code name} with this label, such as an outcome. */
    void count(String name, String label);

    /** Reports one measured value: bytes, milliseconds, basis points. */
    void value(String name, long value);
}

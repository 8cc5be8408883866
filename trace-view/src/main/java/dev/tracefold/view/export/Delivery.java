/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.export;

import org.jspecify.annotations.Nullable;

/**
 * What became of spans that were sent.
 *
 * @param rejected how many of them the collector did not take
 * @param message what it said to that, or to any of them
 */
public record Delivery(
        long spans, int requests, long rejected, @Nullable String message) {
    static final Delivery NOTHING = new Delivery(0, 0, 0, null);

    Delivery plus(long moreSpans, Collector.Answer answer) {
        return new Delivery(
                spans + moreSpans,
                requests + 1,
                rejected + answer.rejected(),
                message == null ? answer.message() : message);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.catalog;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param rollouts in the requested order
 * @param next where the next page starts; empty on the last one
 * @param scanned how many files were looked at, those before the cursor included; 0 when only the index was asked
 * @param reachedScanCap whether the page is short because too many files did not match
 */
public record RolloutPage(List<RolloutSummary> rollouts, Optional<Cursor> next, long scanned, boolean reachedScanCap) {
    static final RolloutPage EMPTY = new RolloutPage(List.of(), Optional.empty(), 0, false);

    public RolloutPage {
        rollouts = List.copyOf(rollouts);
    }
}

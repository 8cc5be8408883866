/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.value;

import org.jspecify.annotations.Nullable;

/** Tells where the parts of an array came from that was put together of pieces. */
@FunctionalInterface
public interface Places {
    /** Where a part came from; null if it was nowhere in one piece. */
    @Nullable
    Place of(int from, int to);
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.writer.recorder;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A history and what took its place.
 *
 * @param inputHistory the items until now
 * @param replacementHistory the items from now on
 * @param facts further fields, such as {@code window_number} and {@code continuity}
 */
public record Checkpoint(List<?> inputHistory, List<?> replacementHistory, Map<String, ?> facts) {
    public Checkpoint {
        Objects.requireNonNull(inputHistory, "inputHistory");
        Objects.requireNonNull(replacementHistory, "replacementHistory");
        Objects.requireNonNull(facts, "facts");
    }

    /** A checkpoint without further facts. */
    public static Checkpoint of(List<?> inputHistory, List<?> replacementHistory) {
        return new Checkpoint(inputHistory, replacementHistory, Map.of());
    }
}

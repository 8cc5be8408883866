/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a terminal operation came back with. */
public record TerminalResult(
        @Nullable Integer exitCode,
        String stdout,
        String stderr,
        @Nullable String formattedOutput,
        @Nullable Long originalTokenCount,
        @Nullable String chunkId) {
    public TerminalResult {
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
    }
}

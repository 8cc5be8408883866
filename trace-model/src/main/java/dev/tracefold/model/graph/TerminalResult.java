/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.LongText;

/** What a terminal operation came back with. */
public record TerminalResult(
        @Nullable Integer exitCode,
        LongText stdout,
        LongText stderr,
        @Nullable LongText formattedOutput,
        @Nullable Long originalTokenCount,
        @Nullable String chunkId) {
    public TerminalResult {
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
    }

    /** The same of texts that are at hand as strings. */
    public TerminalResult(
            @Nullable Integer exitCode,
            String stdout,
            String stderr,
            @Nullable String formattedOutput,
            @Nullable Long originalTokenCount,
            @Nullable String chunkId) {
        this(
                exitCode,
                LongText.of(stdout),
                LongText.of(stderr),
                formattedOutput == null ? null : LongText.of(formattedOutput),
                originalTokenCount,
                chunkId);
    }
}

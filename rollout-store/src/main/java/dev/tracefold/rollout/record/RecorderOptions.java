/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.record;

import java.nio.file.Path;
import java.util.List;

import dev.tracefold.rollout.line.RolloutItem;

/**
 * How a recorder behaves where there is a choice.
 *
 * @param materializeOnFlush whether {@code flush} and {@code shutdown} with buffered items create the file of a fresh
 *     session too; off by default, so that only {@code persist} does
 * @param forceOnFlush whether {@code flush} waits for the disk; {@code persist} and {@code shutdown} always do
 * @param maxPendingBytes how much may wait to be written before {@code record} fails
 * @param observer hears of lines after they were written
 */
public record RecorderOptions(
        boolean materializeOnFlush, boolean forceOnFlush, long maxPendingBytes, Observer observer) {
    public static final RecorderOptions DEFAULT =
            new RecorderOptions(false, false, Long.MAX_VALUE, (path, items) -> {});

    /** Hears, on the writer thread, which items have just been written; what it throws is logged. */
    @FunctionalInterface
    public interface Observer {
        void written(Path plain, List<RolloutItem> items) throws Exception;
    }

    public RecorderOptions withObserver(Observer other) {
        return new RecorderOptions(materializeOnFlush, forceOnFlush, maxPendingBytes, other);
    }

    public RecorderOptions withMaterializeOnFlush(boolean on) {
        return new RecorderOptions(on, forceOnFlush, maxPendingBytes, observer);
    }

    public RecorderOptions withMaxPendingBytes(long bytes) {
        return new RecorderOptions(materializeOnFlush, forceOnFlush, bytes, observer);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.line;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import dev.tracefold.rollout.internal.Json;

/**
 * Where the history ends that a session goes on from: lines of another rollout, which are not copied. Immutable.
 *
 * @param rollout the rollout, by its own id
 * @param endOrdinal the number of its first line that does not belong to that history; {@link Long#MAX_VALUE} if it is not
 *     stated
 * @param endBytes the offset of that line in the plain form; the same if it is not stated
 */
public record HistoryBase(String rollout, long endOrdinal, long endBytes) {
    static Optional<HistoryBase> read(JsonNode meta) {
        JsonNode base = meta.path("history_base");
        return Optional.ofNullable(Json.text(base, "thread_id"))
                .map(rollout ->
                        new HistoryBase(rollout, count(base, "end_ordinal_exclusive"), count(base, "end_byte_offset")));
    }

    private static long count(JsonNode base, String field) {
        JsonNode count = base.path(field);
        return count.canConvertToExactIntegral() && count.canConvertToLong() && count.longValue() >= 0
                ? count.longValue()
                : Long.MAX_VALUE;
    }

    /** Whether it is stated where the history ends. */
    public boolean ends() {
        return endOrdinal < Long.MAX_VALUE || endBytes < Long.MAX_VALUE;
    }

    /** Whether a line of that rollout belongs to the history; its number counts, if it has one. */
    public boolean holds(RolloutLine line) {
        long ordinal = line.ordinal().orElse(-1);
        return counts(ordinal) ? ordinal < endOrdinal : line.offset() < endBytes;
    }

    /** Whether that rollout, whose last line and length these are, ends before the history does. */
    public boolean isBeyond(@Nullable RolloutLine last, long length) {
        long ordinal = last == null ? -1 : last.ordinal().orElse(-1);
        return counts(ordinal) ? ordinal + 1 < endOrdinal : endBytes < Long.MAX_VALUE && length < endBytes;
    }

    private boolean counts(long ordinal) {
        return ordinal >= 0 && endOrdinal < Long.MAX_VALUE;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.raw.EventType;

/**
 * Why a trace cannot be reduced. Immutable.
 *
 * @param seq of the event at fault; absent where its line has none
 * @param line of the log, counted from 1 with blank ones; absent where no line is at fault
 * @param eventType absent where no event is at fault
 * @param facts the ids and values concerned, by name
 * @param sentence what is wrong, for people
 */
public record ReductionError(
        ErrorCode code,
        @Nullable Long seq,
        @Nullable Long line,
        @Nullable EventType eventType,
        Map<String, String> facts,
        String sentence) {
    public ReductionError {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(sentence, "sentence");
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** The same, with the line at which the event stands. */
    public ReductionError atLine(long number) {
        return new ReductionError(code, seq, number, eventType, facts, sentence);
    }

    /** Where and what, in one line. */
    @Override
    public String toString() {
        return (line == null ? "" : "line " + line + ": ")
                + (seq == null ? "" : "seq " + seq + ": ")
                + code
                + ": "
                + sentence;
    }
}

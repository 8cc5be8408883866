/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.rollout.line.RolloutLine;

/**
 * Whether a payload is JSON in the strict sense of the reduction, which refuses broken UTF-8, lone surrogates, numbers
 * beyond a double, and deep nesting.
 */
final class Soundness {
    // Around a payload there are at most so many levels in a body.
    private static final int LEVELS_AROUND = 4;

    private Soundness() {}

    /** The payload of a line, which mostly was found sound when that was read. */
    static boolean of(RolloutLine line, Slice payload) {
        return line.sound() || of(payload);
    }

    static boolean of(Slice payload) {
        try {
            Json.parse(payload.bytes(), payload.from(), payload.to(), LEVELS_AROUND);
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }
}

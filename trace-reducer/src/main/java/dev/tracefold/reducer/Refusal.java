/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.tracefold.reducer.body.BodyException;

/**
 * A step's way out. It never leaves this package: {@link TraceReducer} turns it into a value and drops the draft, so a
 * step may refuse at any depth without handing an error through every helper.
 */
final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    // Facts are texts in a map that can be serialised, though nobody does.
    private final LinkedHashMap<String, String> facts = new LinkedHashMap<>();

    Refusal(ErrorCode code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    static Refusal of(BodyException e, String payload) {
        ErrorCode code = switch (e.fault()) {
            case MALFORMED -> ErrorCode.PAYLOAD_MALFORMED;
            case SHAPE -> ErrorCode.PAYLOAD_SHAPE;
            case MALFORMED_ITEM -> ErrorCode.MALFORMED_ITEM;
            case UNSUPPORTED_ITEM -> ErrorCode.UNSUPPORTED_ITEM;
        };
        return new Refusal(code, payload + ": " + e.getMessage()).with("payload", payload);
    }

    /** Adds a fact. */
    Refusal with(String name, Object value) {
        facts.put(name, value.toString());
        return this;
    }

    ErrorCode code() {
        return code;
    }

    Map<String, String> facts() {
        return facts;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import java.io.Serial;

/** A payload body that is not what its event needs. */
public final class BodyException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** In which way a body fails. */
    public enum Fault {
        /** It is no JSON. */
        MALFORMED,
        /** It lacks what the rule needs. */
        SHAPE,
        /** An item of it breaks the rule of its type. */
        MALFORMED_ITEM,
        /** An item of it is of a type that nobody knows. */
        UNSUPPORTED_ITEM
    }

    private final Fault fault;

    public BodyException(Fault fault, String problem) {
        super(problem, null, false, false);
        this.fault = fault;
    }

    /** In which way it fails. */
    public Fault fault() {
        return fault;
    }

    /** The same with the place in front of the problem. */
    BodyException in(String place) {
        return new BodyException(fault, place + ": " + getMessage());
    }

    static BodyException shape(String problem) {
        return new BodyException(Fault.SHAPE, problem);
    }

    static BodyException malformedItem(String problem) {
        return new BodyException(Fault.MALFORMED_ITEM, problem);
    }
}

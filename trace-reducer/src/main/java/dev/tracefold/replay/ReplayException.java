/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.io.Serial;
import java.util.Map;

import dev.tracefold.reducer.ErrorCode;
import dev.tracefold.reducer.ReductionError;

/** Evidence that cannot be used. It leaves this package only where there is nothing to give a result for. */
public final class ReplayException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ReductionError error;

    ReplayException(ReductionError error) {
        super(error.sentence(), null, false, false);
        this.error = error;
    }

    ReplayException(ErrorCode code, String sentence, Map<String, String> facts) {
        this(new ReductionError(code, null, null, null, facts, sentence));
    }

    /** What is wrong. */
    public ReductionError error() {
        return error;
    }
}

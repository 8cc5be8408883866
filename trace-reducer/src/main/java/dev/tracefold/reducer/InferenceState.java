/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import dev.tracefold.model.graph.InferenceCall;

/**
 * An inference call and what its rules look up.
 *
 * @param call without its item ids
 * @param request the history that it was sent
 * @param response what it answered
 * @param answered both together: where a request that names this response goes on
 * @param ended whether its own end has come; that of its turn is another thing
 */
record InferenceState(InferenceCall call, Snapshot request, Snapshot response, Snapshot answered, boolean ended) {
    InferenceState withCall(InferenceCall next) {
        return new InferenceState(next, request, response, answered, ended);
    }
}

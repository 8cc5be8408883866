/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import dev.tracefold.model.graph.History;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.id.ItemId;

/**
 * An inference call and what its rules look up.
 *
 * @param call without its item ids
 * @param request the history that it was sent
 * @param answered the same with what it answered: where a request that names this response goes on
 * @param ended whether its own end has come; that of its turn is another thing
 */
record InferenceState(InferenceCall call, Snapshot request, Snapshot answered, boolean ended) {
    InferenceState withCall(InferenceCall next) {
        return new InferenceState(next, request, answered, ended);
    }

    /** The items that it answered. */
    History<ItemId> response() {
        return History.copyOf(answered.ids().subList(request.size(), answered.size()));
    }
}

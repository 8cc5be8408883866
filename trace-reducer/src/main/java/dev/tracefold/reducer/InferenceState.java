/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.List;

import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.id.ItemId;

/**
 * An inference call and what its rules look up.
 *
 * @param call without its item ids
 * @param answered the history that it was sent and what it answered: where a request that names this response goes on
 * @param requested how much of that it was sent
 * @param ended whether its own end has come; that of its turn is another thing
 */
record InferenceState(InferenceCall call, Snapshot answered, int requested, boolean ended) {
    /** One that was sent a history, and has answered nothing so far. */
    static InferenceState of(InferenceCall call, Snapshot request, boolean ended) {
        return new InferenceState(call, request, request.size(), ended);
    }

    InferenceState withCall(InferenceCall next) {
        return new InferenceState(next, answered, requested, ended);
    }

    /** The history that it was sent. */
    Snapshot request() {
        return answered.take(requested);
    }

    /** The items that it answered. */
    List<ItemId> response() {
        return answered.ids().subList(requested, answered.size());
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.Vector;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.raw.PayloadRef;

/**
 * A tool call and what its rules look up.
 *
 * @param invocation where its invocation lies
 * @param edges the interactions that it brought about, made and waiting ones
 */
record ToolState(ToolCall call, @Nullable PayloadRef invocation, Vector<EdgeId> edges) {
    ToolState withCall(ToolCall next) {
        return new ToolState(next, invocation, edges);
    }

    ToolState withEdge(EdgeId edge) {
        return edges.contains(edge) ? this : new ToolState(call, invocation, edges.append(edge));
    }
}

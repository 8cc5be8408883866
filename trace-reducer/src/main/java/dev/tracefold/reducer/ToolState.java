/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.List;
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
record ToolState(ToolCall call, @Nullable PayloadRef invocation, List<EdgeId> edges) {
    ToolState withCall(ToolCall next) {
        return new ToolState(next, invocation, edges);
    }

    ToolState withEdge(EdgeId edge) {
        List<EdgeId> longer = Lists.with(edges, edge);
        return longer.size() == edges.size() ? this : new ToolState(call, invocation, longer);
    }
}

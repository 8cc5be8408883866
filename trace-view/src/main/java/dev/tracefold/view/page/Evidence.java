/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.page;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.BodyPart;
import dev.tracefold.model.graph.CompactionRequest;
import dev.tracefold.model.graph.ConversationItem;
import dev.tracefold.model.graph.InferenceCall;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.graph.TerminalOperation;
import dev.tracefold.model.graph.ToolCall;
import dev.tracefold.model.id.PayloadId;

/** The payloads that the other objects of a page refer to. */
final class Evidence {
    private final Set<PayloadId> payloads = new HashSet<>();

    Evidence(NodeTable nodes) {
        for (ConversationItem item : nodes.items) {
            for (BodyPart part : item.parts()) {
                if (part instanceof BodyPart.Json json) {
                    add(json.rawPayloadId());
                } else if (part instanceof BodyPart.InPayload ref) {
                    add(ref.rawPayloadId());
                }
            }
        }
        for (InferenceCall call : nodes.inferences) {
            add(call.rawRequestPayloadId());
            add(call.rawResponsePayloadId());
        }
        for (ToolCall tool : nodes.tools) {
            add(tool.rawInvocationPayloadId());
            add(tool.rawResultPayloadId());
            addAll(tool.rawRuntimePayloadIds());
        }
        for (TerminalOperation operation : nodes.operations) {
            addAll(operation.rawPayloadIds());
        }
        for (CompactionRequest request : nodes.compactionRequests) {
            add(request.rawRequestPayloadId());
            add(request.rawResponsePayloadId());
        }
        for (InteractionEdge edge : nodes.edges) {
            addAll(edge.carriedRawPayloadIds());
        }
    }

    Set<PayloadId> payloads() {
        return payloads;
    }

    private void add(@Nullable PayloadId payload) {
        if (payload != null) {
            payloads.add(payload);
        }
    }

    private void addAll(Collection<PayloadId> several) {
        payloads.addAll(several);
    }
}

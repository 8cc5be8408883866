/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.ProducerRef;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.reducer.body.NormalizedItem;

/**
 * A conversation item: what it says, and who it is.
 *
 * @param payload the one in which it was first seen; a compaction marker has none
 * @param producedBy in the order in which producers became known
 * @param response the inference whose response holds it
 */
record Item(
        ItemId id,
        ThreadId threadId,
        @Nullable TurnId turnId,
        long firstSeenAtUnixMs,
        @Nullable PayloadId payload,
        NormalizedItem content,
        List<ProducerRef> producedBy,
        @Nullable InferenceCallId response) {

    Item withContent(NormalizedItem next) {
        return new Item(id, threadId, turnId, firstSeenAtUnixMs, payload, next, producedBy, response);
    }

    /** With a producer, once. */
    Item withProducer(ProducerRef producer) {
        List<ProducerRef> producers = Lists.with(producedBy, producer);
        if (producers.size() == producedBy.size()) {
            return this;
        }
        InferenceCallId answered =
                producer instanceof ProducerRef.Inference inference ? inference.inferenceCallId() : response;
        return new Item(id, threadId, turnId, firstSeenAtUnixMs, payload, content, producers, answered);
    }
}

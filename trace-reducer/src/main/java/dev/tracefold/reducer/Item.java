/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.ProducerRef;
import dev.tracefold.model.id.InferenceCallId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.id.TurnId;
import dev.tracefold.reducer.body.NormalizedItem;

/**
 * A conversation item: what it says, and who it is. A session has hundreds of thousands of them, and mostly one producer
 * each, so that one has no list.
 *
 * @param payload the one in which it was first seen; a compaction marker has none
 * @param producer the first to be known as one
 * @param laterProducers in the order in which they became known
 */
record Item(
        ItemId id,
        ThreadId threadId,
        @Nullable TurnId turnId,
        long firstSeenAtUnixMs,
        @Nullable PayloadId payload,
        NormalizedItem content,
        @Nullable ProducerRef producer,
        List<ProducerRef> laterProducers) {

    Item withContent(NormalizedItem next) {
        return new Item(id, threadId, turnId, firstSeenAtUnixMs, payload, next, producer, laterProducers);
    }

    /** With a producer, once. */
    Item withProducer(ProducerRef another) {
        if (another.equals(producer) || laterProducers.contains(another)) {
            return this;
        }
        return producer == null
                ? new Item(id, threadId, turnId, firstSeenAtUnixMs, payload, content, another, laterProducers)
                : new Item(
                        id,
                        threadId,
                        turnId,
                        firstSeenAtUnixMs,
                        payload,
                        content,
                        producer,
                        Lists.with(laterProducers, another));
    }

    /** In the order in which they became known. */
    List<ProducerRef> producedBy() {
        if (producer == null) {
            return List.of();
        }
        return laterProducers.isEmpty()
                ? List.of(producer)
                : Stream.concat(Stream.of(producer), laterProducers.stream()).toList();
    }

    /** The inference whose response holds it. */
    @Nullable
    InferenceCallId response() {
        for (int i = laterProducers.size() - 1; i >= 0; i--) {
            if (laterProducers.get(i) instanceof ProducerRef.Inference inference) {
                return inference.inferenceCallId();
            }
        }
        return producer instanceof ProducerRef.Inference inference ? inference.inferenceCallId() : null;
    }
}

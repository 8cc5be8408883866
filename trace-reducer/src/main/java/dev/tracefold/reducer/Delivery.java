/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.graph.EdgeAnchor;
import dev.tracefold.model.graph.EdgeKind;
import dev.tracefold.model.graph.InteractionEdge;
import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.PayloadId;
import dev.tracefold.model.id.ThreadId;

/**
 * Something that goes from one agent to another, while the item by which it arrives has not been seen. It waits for the
 * first item of the recipient that carries it; at the end of the log a spawn settles for the thread, others are dropped
 * and reported.
 *
 * @param message what the item must say
 * @param carried the payloads that belong to it
 */
record Delivery(
        EdgeId id,
        EdgeKind kind,
        EdgeAnchor source,
        ThreadId sender,
        ThreadId recipient,
        String message,
        long startedAtUnixMs,
        @Nullable Long endedAtUnixMs,
        List<PayloadId> carried) {

    /** Where in the queues it stands: who waits for which words. */
    record Key(ThreadId recipient, String message) {}

    Key key() {
        return new Key(recipient, message);
    }

    boolean sameAs(Delivery other) {
        return kind == other.kind
                && source.equals(other.source)
                && sender.equals(other.sender)
                && recipient.equals(other.recipient)
                && message.equals(other.message);
    }

    Delivery widenedBy(Delivery other) {
        return new Delivery(
                id,
                kind,
                source,
                sender,
                recipient,
                message,
                Math.min(startedAtUnixMs, other.startedAtUnixMs),
                later(endedAtUnixMs, other.endedAtUnixMs),
                union(carried, other.carried));
    }

    Delivery carrying(PayloadId payload) {
        return new Delivery(
                id,
                kind,
                source,
                sender,
                recipient,
                message,
                startedAtUnixMs,
                endedAtUnixMs,
                union(carried, List.of(payload)));
    }

    /** The edge, once it is known where it leads. */
    InteractionEdge to(EdgeAnchor target) {
        InteractionEdge.Builder edge = InteractionEdge.builder()
                .edgeId(id)
                .kind(kind)
                .source(source)
                .target(target)
                .startedAtUnixMs(startedAtUnixMs)
                .endedAtUnixMs(endedAtUnixMs)
                .carriedRawPayloadIds(carried);
        if (target instanceof EdgeAnchor.ConversationItem item) {
            edge.addCarriedItemIds(item.itemId());
        }
        return edge.build();
    }

    static @Nullable Long later(@Nullable Long a, @Nullable Long b) {
        return a == null ? b : b == null ? a : Long.valueOf(Math.max(a, b));
    }

    static List<PayloadId> union(List<PayloadId> a, List<PayloadId> b) {
        List<PayloadId> all = new ArrayList<>(a);
        for (PayloadId payload : b) {
            if (!all.contains(payload)) {
                all.add(payload);
            }
        }
        return List.copyOf(all);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.List;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.EdgeId;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.id.PayloadId;

/** Something that went from one agent to another. */
@Value.Immutable
@GraphStyle
public interface InteractionEdge extends WithInteractionEdge {
    EdgeId edgeId();

    EdgeKind kind();

    EdgeAnchor source();

    EdgeAnchor target();

    long startedAtUnixMs();

    @Nullable
    Long endedAtUnixMs();

    List<ItemId> carriedItemIds();

    List<PayloadId> carriedRawPayloadIds();

    /** Starts one; {@code build()} names every field that is missing. */
    static Builder builder() {
        return new Builder();
    }

    /** Not to be shared between threads. */
    final class Builder extends ImmutableInteractionEdge.Builder {}
}

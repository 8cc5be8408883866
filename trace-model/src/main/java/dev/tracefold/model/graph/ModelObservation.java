/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.List;
import java.util.Objects;

import dev.tracefold.model.id.ItemId;

/** The items by which a model asked for a terminal operation and saw what came of it. */
public record ModelObservation(List<ItemId> callItemIds, List<ItemId> outputItemIds, ObservationSource source) {
    public ModelObservation {
        callItemIds = List.copyOf(callItemIds);
        outputItemIds = List.copyOf(outputItemIds);
        Objects.requireNonNull(source, "source");
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import dev.tracefold.model.graph.History;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.reducer.body.NormalizedItem;

/**
 * A history as a model was shown it: the items, and beside each the very object that was reconciled to it. Where a later
 * body brings the same objects again, nothing needs to be compared.
 */
record Snapshot(History<ItemId> ids, History<NormalizedItem> sightings) {
    static final Snapshot EMPTY = new Snapshot(History.empty(), History.empty());

    Snapshot append(ItemId id, NormalizedItem sighting) {
        return new Snapshot(ids.with(id), sightings.with(sighting));
    }

    Snapshot take(int count) {
        return count == size() ? this : new Snapshot(ids.first(count), sightings.first(count));
    }

    Snapshot drop(int count) {
        return new Snapshot(
                History.copyOf(ids.subList(count, size())), History.copyOf(sightings.subList(count, size())));
    }

    Snapshot appendAll(Snapshot other) {
        return new Snapshot(ids.withAll(other.ids), sightings.withAll(other.sightings));
    }

    int size() {
        return ids.size();
    }

    /** Whether this history begins with the other. Mostly one grew from the other, and then nothing is compared. */
    boolean startsWith(Snapshot other) {
        int size = other.size();
        return ids.shared(other.ids) == size
                || (size <= size() && ids.subList(0, size).equals(other.ids));
    }
}

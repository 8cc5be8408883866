/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.Vector;

import dev.tracefold.model.id.ItemId;
import dev.tracefold.reducer.body.NormalizedItem;

/**
 * A history as a model was shown it: the items, and beside each the very object that was reconciled to it. Where a later
 * body brings the same objects again, nothing needs to be compared.
 */
record Snapshot(Vector<ItemId> ids, Vector<NormalizedItem> sightings) {
    static final Snapshot EMPTY = new Snapshot(Vector.empty(), Vector.empty());

    Snapshot append(ItemId id, NormalizedItem sighting) {
        return new Snapshot(ids.append(id), sightings.append(sighting));
    }

    Snapshot take(int count) {
        return count == size() ? this : new Snapshot(ids.take(count), sightings.take(count));
    }

    Snapshot drop(int count) {
        return new Snapshot(ids.drop(count), sightings.drop(count));
    }

    Snapshot appendAll(Snapshot other) {
        return new Snapshot(ids.appendAll(other.ids), sightings.appendAll(other.sightings));
    }

    int size() {
        return ids.size();
    }

    /** Whether this history begins with the other. Mostly they are the very same value, and then nothing is compared. */
    @SuppressWarnings("ReferenceEquality")
    boolean startsWith(Snapshot other) {
        if (other.size() > size()) {
            return false;
        }
        return ids == other.ids || ids.take(other.size()).equals(other.ids);
    }
}

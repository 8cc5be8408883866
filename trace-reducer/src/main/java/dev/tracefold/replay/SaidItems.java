/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import dev.tracefold.reducer.body.ByHash;
import dev.tracefold.reducer.body.NormalizedItem;

/** All items that were read, each once. Belongs to one thread. */
final class SaidItems {
    private final ByHash<NormalizedItem> said = new ByHash<>();

    /** The item that says the same and was read first. */
    NormalizedItem first(NormalizedItem item) {
        int hash = item.hashCode();
        int place = said.first(hash);
        NormalizedItem before = said.at(place);
        while (before != null) {
            if (before.equals(item)) {
                return before;
            }
            place = said.next(place, hash);
            before = said.at(place);
        }
        said.put(place, hash, item);
        return item;
    }
}

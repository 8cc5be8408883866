/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.util.List;
import java.util.Map;

import dev.tracefold.model.json.JsonPiece;

/**
 * A body that carries items, taken apart.
 *
 * @param arrays the items of each of its arrays, by the name of that
 * @param rest the body as it would be if these arrays were empty; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // It is handed over, not compared.
public record PiecedBody(Map<String, List<JsonPiece>> arrays, byte[] rest) {
    public PiecedBody {
        arrays = Map.copyOf(arrays);
    }

    /** How many bytes its items take, but for those that somebody has read already: these belong to others too. */
    int bytesUnread() {
        long bytes = rest.length;
        for (List<JsonPiece> items : arrays.values()) {
            for (JsonPiece item : items) {
                bytes += item.left() == null ? item.to() - item.from() : 0;
            }
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }
}

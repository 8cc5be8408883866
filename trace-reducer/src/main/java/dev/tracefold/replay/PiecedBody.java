/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.replay;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tracefold.model.json.JsonPiece;

/**
 * A body, taken apart.
 *
 * @param arrays the items of each of its arrays, by the name of that
 * @param fields other values of it, by their names
 * @param rest the body as it would be if these arrays were empty and these fields not there; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // It is handed over, not compared.
public record PiecedBody(Map<String, List<JsonPiece>> arrays, Map<String, JsonPiece> fields, byte[] rest) {
    public PiecedBody {
        arrays = Map.copyOf(arrays);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** How many bytes its pieces take, but for those that somebody has read already: these belong to others too. */
    int bytesUnread() {
        long bytes = rest.length;
        for (List<JsonPiece> items : arrays.values()) {
            for (JsonPiece item : items) {
                bytes += bytesUnread(item);
            }
        }
        for (JsonPiece value : fields.values()) {
            bytes += bytesUnread(value);
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    private static int bytesUnread(JsonPiece piece) {
        return piece.left() == null ? piece.to() - piece.from() : 0;
    }
}

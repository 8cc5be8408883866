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
}

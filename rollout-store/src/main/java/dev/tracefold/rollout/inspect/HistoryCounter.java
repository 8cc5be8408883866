/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.inspect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

import dev.tracefold.rollout.internal.Json;

/**
 * Finds out how much of what compactions carry stood in the file before. Items are remembered by a hash of their bytes,
 * so memory is bounded whatever the file holds.
 */
final class HistoryCounter {
    private final SeenHashes seen = new SeenHashes(2_000_000);
    private long compactions;
    private long items;
    private long bytes;
    private long repeatedBytes;

    /** An item that has a line of its own. */
    void item(byte[] line, int start, int length) {
        seen.add(Hash64.of(line, start, length));
    }

    /** A line of type compacted. */
    void compaction(byte[] line, int start, int length) throws IOException {
        compactions++;
        try (JsonParser parser = Json.FACTORY.createParser(line, start, length)) {
            if (!enter(parser, "payload", JsonToken.START_OBJECT)
                    || !enter(parser, "replacement_history", JsonToken.START_ARRAY)) {
                return;
            }
            for (JsonToken item = parser.nextToken();
                    item != null && item != JsonToken.END_ARRAY;
                    item = parser.nextToken()) {
                if (item == JsonToken.START_OBJECT) {
                    int from = (int) parser.currentLocation().getByteOffset() - 1;
                    parser.skipChildren();
                    count(line, start + from, (int) parser.currentLocation().getByteOffset() - from);
                }
            }
        }
    }

    /** Steps into the field's value if it is of this shape. */
    private static boolean enter(JsonParser parser, String field, JsonToken shape) throws IOException {
        if (parser.currentToken() == null) {
            parser.nextToken();
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(field);
            if (parser.nextToken() == shape && wanted) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private void count(byte[] line, int start, int length) {
        items++;
        bytes += length;
        if (!seen.add(Hash64.of(line, start, length))) {
            repeatedBytes += length;
        }
    }

    RolloutProfile.History total() {
        return new RolloutProfile.History(compactions, items, bytes, repeatedBytes, !seen.full());
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonObject;

/**
 * An object of JSON that was never written in one piece: some of its values are pieces of other texts. Immutable; may be
 * shared between threads.
 */
public interface PiecedObject {
    /** Reads the pieces. */
    @FunctionalInterface
    interface Reader {
        /**
         * What a piece says.
         *
         * @throws MalformedJsonException if it is not JSON
         */
        JsonValue read(JsonPiece piece) throws MalformedJsonException;
    }

    /** How many arrays of items it has. */
    int arrays();

    /** The items of the array of that name; null if it has none. */
    @Nullable
    List<? extends JsonPiece> array(String name);

    /**
     * Its other fields.
     *
     * @throws MalformedJsonException if a piece is not JSON
     */
    JsonObject fields(Reader reader) throws MalformedJsonException;

    /** How many bytes its pieces take, but for those that somebody has read already: these belong to others too. */
    int bytesUnread();
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tracefold.model.json.JsonPiece;

/**
 * A body that an event refers to, in pieces of the lines that it comes from. Many bodies are never asked for, and what is
 * asked of others are their items; so the whole is put together only on demand. Immutable; may be shared between threads.
 */
public final class TranslatedBody {
    private final List<Slice> whole;
    private final List<Slice> rest;
    private final Map<String, List<Slice>> arrays;
    private final Map<String, Slice> fields;

    TranslatedBody(List<Slice> whole, List<Slice> rest, Map<String, List<Slice>> arrays, Map<String, Slice> fields) {
        this.fields = fields;
        this.whole = whole;
        this.rest = rest;
        this.arrays = arrays;
    }

    static TranslatedBody of(Slice whole) {
        return new TranslatedBody(List.of(whole), List.of(whole), Map.of(), Map.of());
    }

    /** JSON in UTF-8; not to be written to. */
    public byte[] bytes() {
        return joined(whole);
    }

    /** The items of its arrays, by the names of those; none if it has no array of items. */
    public Map<String, List<JsonPiece>> arrays() {
        Map<String, List<JsonPiece>> pieces = new HashMap<>();
        arrays.forEach((name, items) -> pieces.put(name, Collections.unmodifiableList(items)));
        return pieces;
    }

    /** Other long values of it, by their names. */
    public Map<String, JsonPiece> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** The body as it would be if these arrays were empty, and these other fields not there. */
    public byte[] rest() {
        return joined(rest);
    }

    List<Slice> pieces() {
        return whole;
    }

    private static byte[] joined(List<Slice> pieces) {
        int length = 0;
        for (Slice piece : pieces) {
            length = Math.addExact(length, piece.length());
        }
        byte[] json = new byte[length];
        int at = 0;
        for (Slice piece : pieces) {
            System.arraycopy(piece.bytes(), piece.from(), json, at, piece.length());
            at += piece.length();
        }
        return json;
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.JsonPiece;
import dev.tracefold.model.value.Place;
import dev.tracefold.model.value.Places;

/**
 * A body that an event refers to, in pieces of the lines that it comes from. Many bodies are never asked for, and what is
 * asked of others are their items; so the whole is put together only on demand. Immutable; may be shared between threads.
 */
public final class TranslatedBody {
    private final List<Slice> whole;
    private final List<Slice> rest;
    private final Map<String, List<Slice>> arrays;

    TranslatedBody(List<Slice> whole, List<Slice> rest, Map<String, List<Slice>> arrays) {
        this.whole = whole;
        this.rest = rest;
        this.arrays = arrays;
    }

    static TranslatedBody of(Slice whole) {
        return new TranslatedBody(List.of(whole), List.of(whole), Map.of());
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

    /** Where parts of its bytes came from, as far as they can be read there again. */
    public Places places() {
        return this::place;
    }

    private @Nullable Place place(int from, int to) {
        int start = 0;
        for (Slice piece : whole) {
            if (from < start + piece.length()) {
                Place place = piece.place();
                boolean within = from >= start && to <= start + piece.length();
                return within && place != null ? place.behind(piece.from() + from - start) : null;
            }
            start += piece.length();
        }
        return null;
    }

    /** The body as it would be if these arrays were empty. */
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

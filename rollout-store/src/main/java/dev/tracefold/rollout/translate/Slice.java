/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.JsonPiece;

/** A piece of JSON. It keeps the whole array alive. */
final class Slice implements JsonPiece {
    private final byte[] bytes;
    private final int from;
    private final int to;
    private @Nullable Object left;

    /**
     * A piece of an array that nobody writes to any more.
     *
     * @param from its first byte
     * @param to behind its last
     */
    Slice(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    static Slice of(String json) {
        return of(json.getBytes(StandardCharsets.UTF_8));
    }

    static Slice of(byte[] json) {
        return new Slice(json, 0, json.length);
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public @Nullable Object left() {
        return left;
    }

    @Override
    public void leave(Object read) {
        left = read;
    }

    int length() {
        return to - from;
    }

    boolean isString() {
        return bytes[from] == '"';
    }

    boolean isObject() {
        return bytes[from] == '{';
    }

    boolean isArray() {
        return bytes[from] == '[';
    }

    /** The JSON as it stands. */
    String json() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}

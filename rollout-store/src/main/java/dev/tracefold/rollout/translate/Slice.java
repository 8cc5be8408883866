/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.nio.charset.StandardCharsets;

/**
 * A piece of JSON within an array that nobody writes to any more. It keeps the array alive.
 *
 * @param from its first byte
 * @param to behind its last
 */
@SuppressWarnings("ArrayRecordComponent")
record Slice(byte[] bytes, int from, int to) {
    static Slice of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new Slice(bytes, 0, bytes.length);
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

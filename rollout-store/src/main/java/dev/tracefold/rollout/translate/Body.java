/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body under construction: one object, its values spliced from lines byte by byte or made here. */
final class Body {
    private final ByteArrayOutputStream out;
    private char before = '{';

    Body(int expected) {
        out = new ByteArrayOutputStream(expected + 256);
    }

    Body text(String name, @Nullable String value) {
        return json(name, value == null ? "null" : JsonBytes.quoted(value));
    }

    Body json(String name, String value) {
        name(name);
        out.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A value as it stands in its line; {@code null} where there is none. */
    Body raw(String name, @Nullable Slice value) {
        if (value == null) {
            return json(name, "null");
        }
        name(name);
        write(value);
        return this;
    }

    /** The same, but left out where there is none. */
    Body rawIfThere(String name, @Nullable Slice value) {
        return value == null ? this : raw(name, value);
    }

    /** An array of values as they stand in their lines. */
    Body array(String name, List<Slice> first, List<Slice> second) {
        name(name);
        char separator = '[';
        for (List<Slice> part : List.of(first, second)) {
            for (Slice element : part) {
                out.write(separator);
                write(element);
                separator = ',';
            }
        }
        if (separator == '[') {
            out.write('[');
        }
        out.write(']');
        return this;
    }

    private void name(String name) {
        out.write(before);
        before = ',';
        out.writeBytes(JsonBytes.quoted(name).getBytes(StandardCharsets.UTF_8));
        out.write(':');
    }

    private void write(Slice value) {
        out.write(value.bytes(), value.from(), value.length());
    }

    byte[] bytes() {
        if (before == '{') {
            out.write('{');
        }
        out.write('}');
        return out.toByteArray();
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body under construction: one object, its values spliced from lines byte by byte or made here. */
final class Body {
    private byte[] bytes;
    private int length;
    private char before = '{';

    /**
     * A body without fields.
     *
     * @param expected about how many bytes its values will have
     */
    Body(int expected) {
        this(new byte[expected + 256]);
    }

    private Body(byte[] room) {
        bytes = room;
    }

    Body text(String name, @Nullable String value) {
        return json(name, value == null ? "null" : JsonBytes.quoted(value));
    }

    Body json(String name, String value) {
        name(name);
        write(value);
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

    /**
     * A body of two arrays and nothing else. They may be a history of many megabytes each, so there is room for them from
     * the start, and not more.
     */
    static byte[] ofArrays(String name, List<Slice> array, String otherName, List<Slice> other) {
        int exactly = lengthOf(name, array) + lengthOf(otherName, other) + 1;
        return new Body(new byte[exactly])
                .array(name, array, List.of())
                .array(otherName, other, List.of())
                .bytes();
    }

    /** How much an array takes with its name, what stands before that, and its brackets and commas. */
    private static int lengthOf(String name, List<Slice> array) {
        int length = JsonBytes.quoted(name).length() + 3 + Math.max(1, array.size());
        for (Slice element : array) {
            length += element.length();
        }
        return length;
    }

    /** An array of values as they stand in their lines. */
    Body array(String name, List<Slice> first, List<Slice> second) {
        name(name);
        char separator = '[';
        for (List<Slice> part : List.of(first, second)) {
            for (Slice element : part) {
                write(separator);
                write(element);
                separator = ',';
            }
        }
        if (separator == '[') {
            write('[');
        }
        write(']');
        return this;
    }

    private void name(String name) {
        write(before);
        before = ',';
        write(JsonBytes.quoted(name));
        write(':');
    }

    private void write(char ascii) {
        reserve(1);
        bytes[length] = (byte) ascii;
        length++;
    }

    private void write(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        write(utf8, 0, utf8.length);
    }

    private void write(Slice value) {
        write(value.bytes(), value.from(), value.length());
    }

    private void write(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }

    byte[] bytes() {
        if (before == '{') {
            write('{');
        }
        write('}');
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }
}

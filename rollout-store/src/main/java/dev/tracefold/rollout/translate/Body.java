/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A body under construction: one object, its values pieces of lines or made here. */
final class Body {
    // Values that are longer are read where they stand, and not copied.
    private static final int LONG = 256;
    private static final Slice NULL = Slice.of("null");
    private static final Slice EMPTY_OBJECT = Slice.of("{}");
    private static final Slice EMPTY_ARRAY = Slice.of("[]");
    private static final Slice OPEN_ARRAY = Slice.of("[");
    private static final Slice CLOSE_ARRAY = Slice.of("]");
    private static final Slice CLOSE_OBJECT = Slice.of("}");
    private static final Slice COMMA = Slice.of(",");
    // The names are those that are written in this package.
    private static final Map<String, Slice> FIRST_NAMES = new ConcurrentHashMap<>();
    private static final Map<String, Slice> OTHER_NAMES = new ConcurrentHashMap<>();

    private final List<Slice> whole = new ArrayList<>();
    private final List<Slice> rest = new ArrayList<>();
    private final Map<String, List<Slice>> arrays = new HashMap<>(2);
    private final Map<String, Slice> fields = new LinkedHashMap<>(2);

    Body text(String name, @Nullable String value) {
        return raw(name, value == null ? null : Slice.of(JsonBytes.quoted(value)));
    }

    /** A value that is JSON already. */
    Body json(String name, String value) {
        return raw(name, Slice.of(value));
    }

    /** A value as it stands in its line; {@code null} where there is none. */
    Body raw(String name, @Nullable Slice value) {
        return value != null && value.length() >= LONG
                ? apart(name, value)
                : raw(name, List.of(value == null ? NULL : value));
    }

    /** Another body as a value. */
    Body object(String name, Body value) {
        return raw(name, value.made().pieces());
    }

    private Body raw(String name, List<Slice> value) {
        name(whole, name);
        whole.addAll(value);
        name(rest, name);
        rest.addAll(value);
        return this;
    }

    private Body apart(String name, Slice value) {
        name(whole, name);
        whole.add(value);
        fields.put(name, value);
        return this;
    }

    /** A value as it stands in its line, left out where there is none. */
    Body rawIfThere(String name, @Nullable Slice value) {
        return value == null ? this : raw(name, value);
    }

    /** An array of items as they stand in their lines. */
    Body array(String name, List<Slice> items) {
        name(whole, name);
        name(rest, name);
        rest.add(EMPTY_ARRAY);
        Slice before = OPEN_ARRAY;
        for (Slice item : items) {
            whole.add(before);
            whole.add(item);
            before = COMMA;
        }
        whole.add(items.isEmpty() ? EMPTY_ARRAY : CLOSE_ARRAY);
        arrays.put(name, List.copyOf(items));
        return this;
    }

    private static void name(List<Slice> object, String name) {
        object.add(
                object.isEmpty()
                        ? FIRST_NAMES.computeIfAbsent(name, first -> Slice.of("{" + JsonBytes.quoted(first) + ":"))
                        : OTHER_NAMES.computeIfAbsent(name, other -> Slice.of("," + JsonBytes.quoted(other) + ":")));
    }

    /** The body, which is not built on any more. */
    TranslatedBody made() {
        whole.add(whole.isEmpty() ? EMPTY_OBJECT : CLOSE_OBJECT);
        rest.add(rest.isEmpty() ? EMPTY_OBJECT : CLOSE_OBJECT);
        return new TranslatedBody(whole, rest, arrays, fields);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.JsonScan;

/** Where the fields of one object lie. Of a name that comes twice the last value counts, as it does everywhere. */
final class JsonFields {
    // Of each field, where its name and its value begin and end.
    private static final int NAME = 0;
    private static final int NAME_END = 1;
    private static final int VALUE = 2;
    private static final int VALUE_END = 3;
    private static final int PLACES = 4;

    private final Slice object;
    private final byte[] json;
    // Most fields are never asked for, so nothing is made of them.
    private int[] places = new int[8 * PLACES];
    private int filled;
    private boolean plainNames = true;
    private @Nullable String type;
    private boolean typeKnown;

    private JsonFields(Slice object) {
        this.object = object;
        // Another thread may let go of them while fields are asked for.
        this.json = object.bytes();
    }

    /** The fields of an object; none for any other value. */
    static JsonFields of(@Nullable Slice value) {
        JsonFields fields = new JsonFields(value == null ? Slice.of("{}") : value);
        if (fields.object.isObject()) {
            fields.read();
        }
        return fields;
    }

    private void read() {
        int i = JsonBytes.whitespace(json, object.from() + 1);
        while (json[i] == '"') {
            int nameEnd = JsonScan.plainString(json, i, json.length);
            if (nameEnd < 0) {
                plainNames = false;
                nameEnd = JsonBytes.value(json, i);
            }
            int colon = JsonBytes.whitespace(json, nameEnd);
            int value = JsonBytes.whitespace(json, colon + 1);
            int end = JsonBytes.value(json, value);
            add(i, nameEnd, value, end);
            i = JsonBytes.whitespace(json, end);
            if (json[i] == ',') {
                i = JsonBytes.whitespace(json, i + 1);
            }
        }
    }

    private void add(int name, int nameEnd, int value, int end) {
        if (filled == places.length) {
            places = Arrays.copyOf(places, 2 * filled);
        }
        places[filled + NAME] = name;
        places[filled + NAME_END] = nameEnd;
        places[filled + VALUE] = value;
        places[filled + VALUE_END] = end;
        filled += PLACES;
    }

    /** Whether the field there has that name, which is ASCII without anything that JSON escapes. */
    private boolean isNamed(int field, String name) {
        int from = places[field + NAME];
        int to = places[field + NAME_END];
        return plainNames ? JsonScan.says(json, from + 1, to - 1, name) : name.equals(JsonBytes.text(part(from, to)));
    }

    private Slice part(int from, int to) {
        return new Slice(json, from, to, object.place());
    }

    /** The whole object. */
    Slice object() {
        return object;
    }

    /** A value as it stands; null if there is none. */
    @Nullable
    Slice raw(String name) {
        // Of fields with the same name, the last counts.
        for (int field = filled - PLACES; field >= 0; field -= PLACES) {
            if (isNamed(field, name)) {
                return part(places[field + VALUE], places[field + VALUE_END]);
            }
        }
        return null;
    }

    /** The same, but null also where the value is {@code null}. */
    @Nullable
    Slice present(String name) {
        Slice value = raw(name);
        return value == null || value.bytes()[value.from()] == 'n' ? null : value;
    }

    @Nullable
    String text(String name) {
        return JsonBytes.text(raw(name));
    }

    /** What its type says, which decides everything and is asked for again and again. */
    @Nullable
    String type() {
        if (!typeKnown) {
            type = text("type");
            typeKnown = true;
        }
        return type;
    }

    @Nullable
    Long integer(String name) {
        return JsonBytes.integer(raw(name));
    }

    /** The fields of a value that is an object; none of any other. */
    JsonFields object(String name) {
        return of(raw(name));
    }
}

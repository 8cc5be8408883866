/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.JsonScan;

/** Where the fields of one object lie. Of a name that comes twice the last value counts, as it does everywhere. */
final class JsonFields {
    private final Slice object;
    private final List<String> names = new ArrayList<>(8);
    private final List<Slice> values = new ArrayList<>(8);

    private JsonFields(Slice object) {
        this.object = object;
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
        byte[] json = object.bytes();
        int i = JsonBytes.whitespace(json, object.from() + 1);
        while (json[i] == '"') {
            int nameEnd = JsonBytes.value(json, i);
            names.add(name(json, i, nameEnd));
            int colon = JsonBytes.whitespace(json, nameEnd);
            int value = JsonBytes.whitespace(json, colon + 1);
            int end = JsonBytes.value(json, value);
            values.add(object.part(value, end));
            i = JsonBytes.whitespace(json, end);
            if (json[i] == ',') {
                i = JsonBytes.whitespace(json, i + 1);
            }
        }
    }

    private static String name(byte[] json, int from, int to) {
        String name = JsonScan.plainText(json, from, to);
        if (name == null) {
            name = JsonBytes.text(new Slice(json, from, to, null));
        }
        return name == null ? "" : name;
    }

    /** The whole object. */
    Slice object() {
        return object;
    }

    /** A value as it stands; null if there is none. */
    @Nullable
    Slice raw(String name) {
        int at = names.lastIndexOf(name);
        return at < 0 ? null : values.get(at);
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

    @Nullable
    Long integer(String name) {
        return JsonBytes.integer(raw(name));
    }

    /** The fields of a value that is an object; none of any other. */
    JsonFields object(String name) {
        return of(raw(name));
    }
}

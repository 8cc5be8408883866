/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.JsonScan;
import dev.tracefold.model.json.LongPlaces;
import dev.tracefold.rollout.line.FieldPlaces;
import dev.tracefold.rollout.line.RolloutLine;

/** Where the fields of one object lie. Of a name that comes twice the last value counts, as it does everywhere. */
final class JsonFields {
    private static final Slice NONE = Slice.of("{}");

    private final Slice object;
    private final byte[] json;
    // Most fields are never asked for, so nothing is made of them.
    private final FieldPlaces places;
    private final boolean plainNames;
    private @Nullable String type;
    private boolean typeKnown;

    private JsonFields(Slice object, byte[] json, FieldPlaces places, boolean plainNames) {
        this.object = object;
        this.json = json;
        this.places = places;
        this.plainNames = plainNames;
    }

    /** The fields of a line's payload, which is JSON. */
    static JsonFields ofPayload(RolloutLine line, Slice payload) {
        FieldPlaces known = line.payloadFields();
        if (known == null) {
            return of(payload);
        }
        JsonFields fields = new JsonFields(payload, payload.bytes(), known, true);
        fields.type = line.itemType();
        fields.typeKnown = true;
        return fields;
    }

    /** The fields of an object; none for any other value. */
    static JsonFields of(@Nullable Slice value) {
        Slice object = value == null ? NONE : value;
        // Another thread may let go of them while fields are asked for.
        byte[] json = object.bytes();
        FieldPlaces places = new FieldPlaces();
        boolean plainNames = json[object.from()] != '{' || read(json, object.from(), object.longTexts(), places);
        return new JsonFields(object, json, places, plainNames);
    }

    /** Finds the fields of the object that opens there, and tells whether all names are plain. */
    private static boolean read(byte[] json, int from, LongPlaces texts, FieldPlaces places) {
        boolean plainNames = true;
        int i = JsonBytes.whitespace(json, from + 1);
        while (json[i] == '"') {
            int nameEnd = JsonScan.plainString(json, i, json.length);
            if (nameEnd < 0) {
                plainNames = false;
                nameEnd = JsonBytes.value(json, i);
            }
            int colon = JsonBytes.whitespace(json, nameEnd);
            int value = JsonBytes.whitespace(json, colon + 1);
            int end = JsonScan.value(json, value, json.length, texts);
            places.add(i, nameEnd, value, end);
            i = JsonBytes.whitespace(json, end);
            if (json[i] == ',') {
                i = JsonBytes.whitespace(json, i + 1);
            }
        }
        return plainNames;
    }

    /** Whether the field there has that name, which is ASCII without anything that JSON escapes. */
    private boolean isNamed(int field, String name) {
        int from = places.name(field);
        int to = places.nameEnd(field);
        return plainNames ? JsonScan.says(json, from + 1, to - 1, name) : name.equals(JsonBytes.text(part(from, to)));
    }

    private Slice part(int from, int to) {
        return object.part(json, from, to);
    }

    /** The whole object. */
    Slice object() {
        return object;
    }

    /** The field of that name, of several the last; -1 if there is none. */
    private int find(String name) {
        int field = places.size() - 1;
        while (field >= 0 && !isNamed(field, name)) {
            field--;
        }
        return field;
    }

    /** A value as it stands; null if there is none. */
    @Nullable
    Slice raw(String name) {
        int field = find(name);
        return field < 0 ? null : part(places.value(field), places.valueEnd(field));
    }

    /** The same, but null also where the value is {@code null}. */
    @Nullable
    Slice present(String name) {
        Slice value = raw(name);
        return value == null || value.bytes()[value.from()] == 'n' ? null : value;
    }

    @Nullable
    String text(String name) {
        int field = find(name);
        return field < 0 ? null : JsonBytes.text(json, places.value(field), places.valueEnd(field));
    }

    /** Whether a field is a string; of JSON that was found sound, any string can be read. */
    boolean hasText(String name) {
        int field = find(name);
        return field >= 0 && json[places.value(field)] == '"';
    }

    boolean isTrue(String name) {
        int field = find(name);
        return field >= 0 && json[places.value(field)] == 't';
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

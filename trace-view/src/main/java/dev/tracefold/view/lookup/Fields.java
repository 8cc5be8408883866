/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.view.lookup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonBoolean;
import dev.tracefold.model.value.JsonValue.JsonNull;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.JsonValue.JsonString;

/** Puts a JSON object together, field by field. Not to be shared between threads. */
public final class Fields {
    private final Map<String, JsonValue> fields = new LinkedHashMap<>();

    /** Adds a text, or null. */
    public Fields text(String name, @Nullable String value) {
        fields.put(name, value == null ? JsonNull.NULL : new JsonString(value));
        return this;
    }

    /** Adds an integer, or null. */
    public Fields number(String name, @Nullable Long value) {
        fields.put(name, value == null ? JsonNull.NULL : new JsonNumber(value.toString()));
        return this;
    }

    /** Adds true or false. */
    public Fields bool(String name, boolean value) {
        fields.put(name, new JsonBoolean(value));
        return this;
    }

    /** Adds any value. */
    public Fields value(String name, JsonValue value) {
        fields.put(name, value);
        return this;
    }

    /** Adds an array. */
    public Fields array(String name, List<? extends JsonValue> values) {
        fields.put(name, new JsonArray(List.copyOf(values)));
        return this;
    }

    /** Adds an array of texts. */
    public Fields texts(String name, List<String> values) {
        return array(name, values.stream().map(JsonString::new).toList());
    }

    /** The object. */
    public JsonObject object() {
        return new JsonObject(fields);
    }
}

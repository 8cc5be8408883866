/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.simulated;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonBoolean;
import dev.tracefold.model.value.JsonValue.JsonNull;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.JsonValue.JsonString;

/** JSON values, written briefly. */
public final class Js {
    private Js() {}

    /** An object of names and values in turn. */
    public static JsonObject object(@Nullable Object... namesAndValues) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), of(namesAndValues[i + 1]));
        }
        return new JsonObject(fields);
    }

    public static JsonArray array(@Nullable Object... values) {
        List<JsonValue> list = new ArrayList<>();
        for (Object value : values) {
            list.add(of(value));
        }
        return new JsonArray(list);
    }

    /** The object with one field more, or another value in its place. */
    public static JsonObject with(JsonObject object, String name, @Nullable Object value) {
        Map<String, JsonValue> fields = new LinkedHashMap<>(object.fields());
        fields.put(name, of(value));
        return new JsonObject(fields);
    }

    public static JsonValue of(@Nullable Object value) {
        if (value == null) {
            return JsonNull.NULL;
        } else if (value instanceof JsonValue json) {
            return json;
        } else if (value instanceof String text) {
            return new JsonString(text);
        } else if (value instanceof Boolean bool) {
            return new JsonBoolean(bool);
        } else if (value instanceof Number number) {
            return new JsonNumber(number.toString());
        } else if (value instanceof List<?> list) {
            return array(list.toArray());
        }
        throw new IllegalArgumentException("no JSON for " + value.getClass());
    }

    public static JsonValue parse(String text) {
        try {
            return Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The text as a JSON string, quotes included. */
    public static String quoted(String text) {
        return new JsonString(text).compact();
    }
}

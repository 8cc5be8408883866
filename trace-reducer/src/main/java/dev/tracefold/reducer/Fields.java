/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.ThreadId;
import dev.tracefold.model.json.Json;
import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.model.value.LongText;

/**
 * The fields of a body by kind. What is required and missing, and what is there in another kind, is refused as {@code
 * PAYLOAD_SHAPE}; null counts as absent.
 */
record Fields(JsonValue json, String place) {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    boolean has(String name) {
        return json.field(name) != null;
    }

    @Nullable
    JsonValue any(String name) {
        return json.field(name);
    }

    Fields object(String name) throws Refusal {
        JsonValue value = json.field(name);
        if (!(value instanceof JsonValue.JsonObject)) {
            throw wrong(name, "an object");
        }
        return new Fields(value, place + "." + name);
    }

    String text(String name) throws Refusal {
        String text = optionalText(name);
        if (text == null) {
            throw wrong(name, "a string");
        }
        return text;
    }

    @Nullable
    String optionalText(String name) throws Refusal {
        JsonValue value = json.field(name);
        if (value == null) {
            return null;
        }
        String text = value.text();
        if (text == null) {
            throw wrong(name, "a string");
        }
        return text;
    }

    /** The same for who keeps it, and does not look at it. */
    LongText longText(String name) throws Refusal {
        LongText text = lenientLongText(name);
        if (text == null) {
            throw wrong(name, "a string");
        }
        return text;
    }

    @Nullable
    Long optionalUnsigned(String name) throws Refusal {
        if (json.field(name) == null) {
            return null;
        }
        Long number = lenientUnsigned(name);
        if (number == null) {
            throw wrong(name, "an unsigned integer");
        }
        return number;
    }

    /** The same where another kind counts as absent. */
    @Nullable
    Long lenientUnsigned(String name) {
        Long number = lenientInteger(name);
        return number == null || number < 0 ? null : number;
    }

    @Nullable
    Long lenientInteger(String name) {
        return json.field(name) instanceof JsonNumber number ? number.int64() : null;
    }

    @Nullable
    Integer lenientInt32(String name) {
        Long number = lenientInteger(name);
        return number == null || number != number.intValue() ? null : Integer.valueOf(number.intValue());
    }

    @Nullable
    String lenientText(String name) {
        JsonValue value = json.field(name);
        return value == null ? null : value.text();
    }

    @Nullable
    LongText lenientLongText(String name) {
        JsonValue value = json.field(name);
        return value == null ? null : value.longText();
    }

    @Nullable
    Boolean lenientBoolean(String name) {
        return json.field(name) instanceof JsonValue.JsonBoolean bool ? Boolean.valueOf(bool.value()) : null;
    }

    int int32(String name) throws Refusal {
        Integer number = lenientInt32(name);
        if (number == null) {
            throw wrong(name, "an integer of 32 bits");
        }
        return number;
    }

    List<String> texts(String name) throws Refusal {
        if (!(json.field(name) instanceof JsonArray array)) {
            throw wrong(name, "an array of strings");
        }
        List<String> texts = new ArrayList<>();
        for (JsonValue element : array.values()) {
            String text = element.text();
            if (text == null) {
                throw wrong(name, "an array of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    /** A string that holds JSON. */
    Fields embedded(String name) throws Refusal {
        String text = text(name);
        try {
            return new Fields(Json.parse(text), place + "." + name);
        } catch (MalformedJsonException e) {
            throw wrong(name, "a string of JSON");
        }
    }

    /** A thread id: a UUID, in lower case whichever way it is written. */
    ThreadId thread(String name) throws Refusal {
        String text = text(name);
        if (!UUID.matcher(text).matches()) {
            throw wrong(name, "a UUID");
        }
        return new ThreadId(text.toLowerCase(Locale.ROOT));
    }

    Refusal wrong(String name, String expected) {
        JsonValue found = json.field(name);
        return new Refusal(
                        ErrorCode.PAYLOAD_SHAPE,
                        place + " needs " + expected + " in " + name + (found == null ? ", which is missing" : ""))
                .with("payload", place)
                .with("field", name);
    }
}

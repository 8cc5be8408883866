/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonBoolean;
import dev.tracefold.model.value.JsonValue.JsonNull;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.LongTexts;

/**
 * Reads JSON as nearly all of it is. Whatever is wrong or unusual, it gives up, and the parser that can say what is wrong
 * reads the text from its beginning. A session comes in small pieces, for most of which setting up that parser takes longer
 * than reading.
 */
final class UsualJson {
    private UsualJson() {}

    /** The value that the bytes are, and nothing else; null if that is for the other parser to tell. */
    static @Nullable JsonValue parse(byte[] json, int from, int to, LongTexts texts) {
        JsonCursor text = new JsonCursor(json, from, to, texts);
        JsonValue value = value(text);
        return text.done() ? value : null;
    }

    /** The value that is there; null if it is lost. */
    private static @Nullable JsonValue value(JsonCursor text) {
        return switch (text.peek()) {
            case '"' -> text.string();
            case '{' -> object(text);
            case '[' -> array(text);
            case 't' -> word(text, new JsonBoolean(true));
            case 'f' -> word(text, new JsonBoolean(false));
            case 'n' -> word(text, JsonNull.NULL);
            default -> number(text);
        };
    }

    private static @Nullable JsonValue object(JsonCursor text) {
        JsonObject.Builder fields = new JsonObject.Builder();
        text.object();
        while (text.field()) {
            String name = text.name();
            JsonValue value = value(text);
            if (value == null) {
                return null;
            }
            fields.field(name, value);
        }
        return fields.build();
    }

    private static @Nullable JsonValue array(JsonCursor text) {
        List<JsonValue> values = new ArrayList<>();
        text.array();
        while (text.element()) {
            JsonValue value = value(text);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return new JsonArray(values);
    }

    private static JsonValue word(JsonCursor text, JsonValue value) {
        text.skip();
        return value;
    }

    private static @Nullable JsonValue number(JsonCursor text) {
        String digits = text.digits();
        return digits == null ? null : new JsonNumber(digits);
    }
}

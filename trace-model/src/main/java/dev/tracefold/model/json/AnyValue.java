/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonBoolean;
import dev.tracefold.model.value.JsonValue.JsonNull;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.JsonValue.JsonString;

/**
 * Reads values of any kind. What is open is kept on the heap: a thousand levels are more than some threads have a stack
 * for, once the compiler has put one method into the other.
 */
final class AnyValue {
    /** An object or array whose end has not come. */
    private interface Open {
        /**
         * Moves to the next value.
         *
         * @return null if there is one, else the whole
         */
        @Nullable
        JsonValue next(JsonIn in) throws IOException, MalformedJsonException;

        void add(JsonValue value);
    }

    private static final class OpenObject implements Open {
        private final JsonObject.Builder fields = new JsonObject.Builder();
        private String name = "";

        @Override
        public @Nullable JsonValue next(JsonIn in) throws IOException, MalformedJsonException {
            String found = in.nextField();
            if (found == null) {
                return fields.build();
            }
            name = found;
            in.next();
            return null;
        }

        @Override
        public void add(JsonValue value) {
            fields.field(name, value);
        }
    }

    private static final class OpenArray implements Open {
        private final List<JsonValue> values = new ArrayList<>();

        @Override
        public @Nullable JsonValue next(JsonIn in) throws IOException {
            in.next();
            return in.token() == JsonToken.END_ARRAY ? new JsonArray(values) : null;
        }

        @Override
        public void add(JsonValue value) {
            values.add(value);
        }
    }

    private AnyValue() {}

    /** Reads the current value. */
    static JsonValue read(JsonIn in) throws IOException, MalformedJsonException {
        @Nullable Open open = open(in);
        return open == null ? scalar(in) : read(in, open);
    }

    private static JsonValue read(JsonIn in, Open outermost) throws IOException, MalformedJsonException {
        Deque<Open> around = new ArrayDeque<>();
        Open open = outermost;
        while (true) {
            JsonValue whole = open.next(in);
            if (whole == null) {
                Open inner = open(in);
                if (inner == null) {
                    open.add(scalar(in));
                } else {
                    around.push(open);
                    open = inner;
                }
            } else if (around.isEmpty()) {
                return whole;
            } else {
                open = around.pop();
                open.add(whole);
            }
        }
    }

    private static @Nullable Open open(JsonIn in) throws MalformedJsonException {
        JsonToken token = in.token();
        if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
            return null;
        }
        in.refuseDepth();
        return token == JsonToken.START_OBJECT ? new OpenObject() : new OpenArray();
    }

    private static JsonValue scalar(JsonIn in) throws IOException, MalformedJsonException {
        JsonToken token = in.token();
        if (token == null) {
            throw in.expected("a value");
        }
        return switch (token) {
            case VALUE_STRING -> new JsonString(in.string());
            case VALUE_NUMBER_INT -> new JsonNumber(in.digits());
            case VALUE_NUMBER_FLOAT -> number(in);
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> JsonNull.NULL;
            case START_OBJECT, START_ARRAY, END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw in.expected("a value");
        };
    }

    private static JsonValue number(JsonIn in) throws IOException, MalformedJsonException {
        String digits = in.digits();
        if (Double.isInfinite(Double.parseDouble(digits))) {
            throw in.expected("a number within the range of a double");
        }
        return new JsonNumber(digits);
    }
}

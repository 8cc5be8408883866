/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import static dev.tracefold.model.json.IdCodec.ITEM_ID;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tracefold.model.graph.History;
import dev.tracefold.model.id.Id;
import dev.tracefold.model.id.ItemId;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonBoolean;
import dev.tracefold.model.value.JsonValue.JsonNumber;
import dev.tracefold.model.value.JsonValue.JsonObject;
import dev.tracefold.model.value.JsonValue.JsonString;
import dev.tracefold.model.value.LongText;

/** The codecs of values that are no objects of ours. */
final class Codecs {
    private interface Reader<T> {
        T read(JsonIn in) throws IOException, MalformedJsonException;
    }

    private interface Writer<T> {
        void write(JsonOut out, T value) throws IOException;
    }

    private record Pair<T>(Reader<T> reader, Writer<T> writer) implements Codec<T> {
        @Override
        public T read(JsonIn in) throws IOException, MalformedJsonException {
            return reader.read(in);
        }

        @Override
        public void write(JsonOut out, T value) throws IOException {
            writer.write(out, value);
        }
    }

    static final Codec<String> STRING = new Pair<>(JsonIn::string, JsonOut::string);
    static final Codec<LongText> LONG_TEXT = new Pair<>(in -> LongText.of(in.string()), JsonOut::text);
    static final Codec<Long> INT64 = new Pair<>(JsonIn::int64, (out, value) -> out.number(value));
    static final Codec<Integer> INT32 = new Pair<>(Codecs::readInt32, (out, value) -> out.number(value));
    static final Codec<Boolean> BOOLEAN = new Pair<>(Codecs::readBoolean, JsonOut::bool);
    static final Codec<JsonValue> ANY = new Pair<>(AnyValue::read, Codecs::writeAny);

    private Codecs() {}

    static <E extends Enum<E>> Codec<E> constant(Class<E> type) {
        Map<String, E> byName = new LinkedHashMap<>();
        Map<E, String> names = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            byName.put(WireNames.of(constant), constant);
            names.put(constant, WireNames.of(constant));
        }
        return new Pair<>(
                in -> {
                    E constant = byName.get(in.string());
                    if (constant == null) {
                        throw in.expected("one of " + String.join(", ", byName.keySet()));
                    }
                    return constant;
                },
                (out, constant) -> out.string(Objects.requireNonNull(names.get(constant))));
    }

    static <T> Codec<List<T>> list(Codec<T> element) {
        return new Pair<>(
                in -> {
                    in.require(JsonToken.START_ARRAY, "an array");
                    List<T> values = new ArrayList<>();
                    for (in.next(); in.token() != JsonToken.END_ARRAY; in.next()) {
                        values.add(element.read(in));
                    }
                    return values;
                },
                (out, values) -> {
                    out.startArray();
                    for (T value : values) {
                        element.write(out, value);
                    }
                    out.endArray();
                });
    }

    /** The items that a request carries: long lists that repeat each other. */
    static final Codec<History<ItemId>> HISTORY =
            new Pair<>(in -> History.copyOf(list(ITEM_ID).read(in)), JsonOut::history);

    /** An object whose names are ids. */
    static <I extends Id, T> Codec<Map<I, T>> map(IdCodec<I> id, Codec<T> element) {
        return new MapCodec<>(id, element);
    }

    /** Any value that stands below so many levels of nesting. */
    static Codec<JsonValue> anyWithin(int levels) {
        return new Pair<>(
                in -> {
                    in.nestedIn(levels);
                    return AnyValue.read(in);
                },
                Codecs::writeAny);
    }

    private static Integer readInt32(JsonIn in) throws IOException, MalformedJsonException {
        long value = in.int64();
        if (value != (int) value) {
            throw in.expected("an integer of 32 bits");
        }
        return (int) value;
    }

    private static Boolean readBoolean(JsonIn in) throws MalformedJsonException {
        if (in.token() == JsonToken.VALUE_TRUE) {
            return true;
        }
        in.require(JsonToken.VALUE_FALSE, "true or false");
        return false;
    }

    private static void writeAny(JsonOut out, JsonValue value) throws IOException {
        if (value instanceof JsonObject object) {
            out.startObject();
            for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
                out.name(field.getKey());
                writeAny(out, field.getValue());
            }
            out.endObject();
        } else if (value instanceof JsonArray array) {
            out.startArray();
            for (JsonValue element : array.values()) {
                writeAny(out, element);
            }
            out.endArray();
        } else if (value instanceof JsonString string) {
            if (string.isLong()) {
                out.text(string.longValue());
            } else {
                out.string(string.value());
            }
        } else if (value instanceof JsonNumber number) {
            out.raw(number.digits());
        } else if (value instanceof JsonBoolean bool) {
            out.bool(bool.value());
        } else {
            out.nul();
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One of several kinds of object, told apart by the field {@code type}, which is written first. */
final class UnionCodec<T> implements Codec<T> {
    private static final String TYPE = "type";

    private record Variant<T>(String name, ObjectCodec<T> codec) {}

    /** Collects the kinds. */
    static final class Builder<T> {
        private final Map<String, Variant<T>> byName = new LinkedHashMap<>();
        private final Map<Object, Variant<T>> byKey = new HashMap<>();
        private final Function<? super T, Object> key;

        private Builder(Function<? super T, Object> key) {
            this.key = key;
        }

        /** A kind that is a class of its own. */
        <V extends T> Builder<T> variant(String name, Class<V> type, ObjectCodec<V> codec) {
            return variant(name, (Object) type, codec);
        }

        /** A kind that is all said with its name. */
        <V extends T> Builder<T> constant(String name, V value) {
            return variant(name, key.apply(value), ObjectCodec.<T>of().make(values -> value));
        }

        /** A kind by the key that its values have. */
        @SuppressWarnings("unchecked")
        Builder<T> variant(String name, Object key, ObjectCodec<? extends T> codec) {
            Variant<T> variant = new Variant<>(name, (ObjectCodec<T>) codec);
            byName.put(name, variant);
            byKey.put(key, variant);
            return this;
        }

        UnionCodec<T> make() {
            return new UnionCodec<>(byName, byKey, key);
        }
    }

    private final Map<String, Variant<T>> byName;
    private final Map<Object, Variant<T>> byKey;
    private final Function<? super T, Object> key;

    private UnionCodec(Map<String, Variant<T>> byName, Map<Object, Variant<T>> byKey, Function<? super T, Object> key) {
        this.byName = byName;
        this.byKey = byKey;
        this.key = key;
    }

    /** An enum has a kind for each constant, any other class is a kind. */
    private static Object key(Object value) {
        return value instanceof Enum ? value : value.getClass();
    }

    static <T> Builder<T> of() {
        return new Builder<>(UnionCodec::key);
    }

    /** Of values that know their kind. */
    static <T> Builder<T> of(Function<? super T, Object> key) {
        return new Builder<>(key);
    }

    @Override
    public T read(JsonIn in) throws IOException, MalformedJsonException {
        in.require(JsonToken.START_OBJECT, "an object");
        String first = in.nextField();
        if (TYPE.equals(first)) {
            in.next();
            return variant(in).codec().readFields(in);
        }
        JsonIn.Rest rest = in.rest();
        JsonIn search = rest.reader();
        for (@Nullable String name = search.nextField(); name != null; name = search.nextField()) {
            search.next();
            if (name.equals(TYPE)) {
                return variant(search).codec().read(rest.reader());
            }
            search.skip();
        }
        throw in.malformed("missing " + TYPE);
    }

    private Variant<T> variant(JsonIn in) throws IOException, MalformedJsonException {
        Variant<T> variant = byName.get(in.string());
        if (variant == null) {
            throw in.expected("one of " + String.join(", ", byName.keySet()));
        }
        return variant;
    }

    @Override
    public void write(JsonOut out, T value) throws IOException {
        Variant<T> variant = byKey.get(key.apply(value));
        if (variant == null) {
            throw new IllegalStateException("no name for " + value.getClass());
        }
        out.startObject();
        out.name(TYPE);
        out.string(variant.name());
        variant.codec().writeFields(out, value);
        out.endObject();
    }
}

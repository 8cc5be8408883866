/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of ours: its fields in the order in which they are written, and how to make it of their values. Unknown
 * fields are ignored; the order on reading does not count.
 */
final class ObjectCodec<T> implements Codec<T> {
    private enum Absence {
        /** There must be a value. */
        REFUSED,
        /** Absent is written as null. */
        NULL,
        /** Absent is left out. */
        LEFT_OUT
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Field<T>(
            String name, byte[] quoted, Codec<Object> codec, Function<T, @Nullable Object> getter, Absence absence) {}

    /** The values of the fields, handed out in the order in which the fields were declared. */
    static final class Values {
        private final @Nullable Object[] values;
        private int next;

        private Values(@Nullable Object[] values) {
            this.values = values;
        }

        /** The next value. Its type is what the caller takes it for: reading any object of the type tells if not. */
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
        <V> V next() {
            return (V) values[next++];
        }
    }

    /** Collects the fields. */
    static final class Builder<T> {
        private final List<Field<T>> fields = new ArrayList<>();

        <V> Builder<T> required(String name, Codec<V> codec, Function<T, V> getter) {
            return add(name, codec, getter, Absence.REFUSED);
        }

        <V> Builder<T> nullable(String name, Codec<V> codec, Function<T, @Nullable V> getter) {
            return add(name, codec, getter, Absence.NULL);
        }

        <V> Builder<T> leftOut(String name, Codec<V> codec, Function<T, @Nullable V> getter) {
            return add(name, codec, getter, Absence.LEFT_OUT);
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        private Builder<T> add(String name, Codec<?> codec, Function<T, ?> getter, Absence absence) {
            byte[] quoted = ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
            fields.add(new Field<>(name, quoted, (Codec) codec, (Function) getter, absence));
            return this;
        }

        ObjectCodec<T> make(Function<Values, T> constructor) {
            return new ObjectCodec<>(List.copyOf(fields), constructor);
        }
    }

    private final List<Field<T>> fields;
    private final Map<String, Integer> indexes;
    private final Function<Values, T> constructor;

    private ObjectCodec(List<Field<T>> fields, Function<Values, T> constructor) {
        this.fields = fields;
        this.constructor = constructor;
        this.indexes = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            indexes.put(fields.get(i).name(), i);
        }
    }

    static <T> Builder<T> of() {
        return new Builder<>();
    }

    @Override
    public T read(JsonIn in) throws IOException, MalformedJsonException {
        in.require(JsonToken.START_OBJECT, "an object");
        return readFields(in);
    }

    /** Reads from behind the opening of an object, or behind any of its fields, to its end. */
    T readFields(JsonIn in) throws IOException, MalformedJsonException {
        @Nullable Object[] values = new @Nullable Object[fields.size()];
        int due = 0;
        for (@Nullable String name = in.nextField(); name != null; name = in.nextField()) {
            in.next();
            int index = indexOf(name, due);
            if (index < 0) {
                in.skip();
                continue;
            }
            Field<T> field = fields.get(index);
            values[index] = in.token() == JsonToken.VALUE_NULL && field.absence() != Absence.REFUSED
                    ? null
                    : field.codec().read(in);
            due = index + 1;
        }
        refuseMissing(in, values);
        return constructor.apply(new Values(values));
    }

    /** Fields come in their order as a rule, so the one that is due is looked at first. */
    private int indexOf(String name, int due) {
        if (due < fields.size() && fields.get(due).name().equals(name)) {
            return due;
        }
        Integer index = indexes.get(name);
        return index == null ? -1 : index;
    }

    private void refuseMissing(JsonIn in, @Nullable Object[] values) throws MalformedJsonException {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && fields.get(i).absence() == Absence.REFUSED) {
                missing.add(fields.get(i).name());
            }
        }
        if (!missing.isEmpty()) {
            throw in.malformed("missing " + String.join(", ", missing));
        }
    }

    @Override
    public void write(JsonOut out, T value) throws IOException {
        out.startObject();
        writeFields(out, value);
        out.endObject();
    }

    void writeFields(JsonOut out, T value) throws IOException {
        for (Field<T> field : fields) {
            Object fieldValue = field.getter().apply(value);
            if (fieldValue != null) {
                out.name(field.quoted());
                field.codec().write(out, fieldValue);
            } else if (field.absence() == Absence.NULL) {
                out.name(field.quoted());
                out.nul();
            }
        }
    }
}

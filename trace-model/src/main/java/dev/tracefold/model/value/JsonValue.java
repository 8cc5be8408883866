/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.value;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Any JSON, as it was written: numbers keep their digits and objects their order, where a repeated name has its first
 * place and its last value. Immutable; equality is that of JSON, where the order of names does not count.
 */
public sealed interface JsonValue {
    /** The value as compact JSON, floating-point numbers as their shortest digits. */
    default String compact() {
        return compactBeginning(Integer.MAX_VALUE);
    }

    /** The first characters of {@link #compact()}, or all of it if it has no more. Costs what it gives, however long all is. */
    default String compactBeginning(int characters) {
        StringBuilder out = new StringBuilder();
        JsonText.append(out, this, characters);
        out.setLength(Math.min(characters, out.length()));
        return out.toString();
    }

    /** The field of that name; absent where it is missing, where it is null, and where this is no object. */
    default @Nullable JsonValue field(String name) {
        return null;
    }

    /** The text, if this is a string. */
    default @Nullable String text() {
        return null;
    }

    /** The same for who keeps it, and does not look at it. */
    default @Nullable LongText longText() {
        return null;
    }

    /** The only null. */
    enum JsonNull implements JsonValue {
        NULL
    }

    /** True or false. */
    record JsonBoolean(boolean value) implements JsonValue {}

    /** A string without lone surrogates. */
    final class JsonString implements JsonValue {
        // A String or a LongText, whichever it was made of.
        private final Object said;

        public JsonString(String value) {
            this.said = Objects.requireNonNull(value, "value");
        }

        public JsonString(LongText value) {
            this.said = Objects.requireNonNull(value, "value");
        }

        /** Whether it was made of a long text. */
        public boolean isLong() {
            return said instanceof LongText;
        }

        /** The text; of a long one it is made anew with every call. */
        public String value() {
            return said.toString();
        }

        /** The same as a long text; of another one it is made anew with every call. */
        public LongText longValue() {
            return said instanceof LongText text ? text : LongText.of(value());
        }

        @Override
        public String text() {
            return value();
        }

        @Override
        public LongText longText() {
            return longValue();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (!(other instanceof JsonString that)) {
                return false;
            }
            return said.getClass() == that.said.getClass() ? said.equals(that.said) : value().equals(that.value());
        }

        @Override
        public int hashCode() {
            return value().hashCode();
        }

        @Override
        public String toString() {
            return compact();
        }
    }

    /**
     * A number.
     *
     * @param digits as it was written
     */
    record JsonNumber(String digits) implements JsonValue {
        public JsonNumber {
            Objects.requireNonNull(digits, "digits");
        }

        /** Whether it was written without fraction and exponent. */
        public boolean integer() {
            for (int i = 0; i < digits.length(); i++) {
                char c = digits.charAt(i);
                if (c == '.' || c == 'e' || c == 'E') {
                    return false;
                }
            }
            return true;
        }

        /** The integer, if it is one that fits into 64 bits. */
        public @Nullable Long int64() {
            try {
                return Long.valueOf(digits);
            } catch (NumberFormatException tooLargeOrNoInteger) {
                return null;
            }
        }

        /** Integers are equal by their digits, other numbers by the double that they stand for. */
        @Override
        public boolean equals(@Nullable Object other) {
            if (!(other instanceof JsonNumber that) || integer() != that.integer()) {
                return false;
            }
            return integer()
                    ? digits.equals(that.digits)
                    : Double.parseDouble(digits) == Double.parseDouble(that.digits);
        }

        @Override
        public int hashCode() {
            return integer() ? digits.hashCode() : Double.hashCode(Double.parseDouble(digits) + 0.0);
        }
    }

    /** An array. */
    record JsonArray(List<JsonValue> values) implements JsonValue {
        public JsonArray {
            values = List.copyOf(values);
        }
    }

    /** An object. */
    record JsonObject(Map<String, JsonValue> fields) implements JsonValue {
        public JsonObject {
            fields = OrderedFields.copyOf(fields);
        }

        @Override
        public @Nullable JsonValue field(String name) {
            JsonValue value = fields.get(name);
            return value == JsonNull.NULL ? null : value;
        }

        /** The same without that field. */
        public JsonObject without(String name) {
            if (!fields.containsKey(name)) {
                return this;
            }
            Builder rest = new Builder();
            fields.forEach((other, value) -> {
                if (!other.equals(name)) {
                    rest.field(other, value);
                }
            });
            return rest.build();
        }

        /** Makes one object, field by field. Belongs to one thread. */
        public static final class Builder {
            private OrderedFields fields = new OrderedFields(4);

            /** Sets a field; one that was set before keeps its place. */
            public Builder field(String name, JsonValue value) {
                fields.add(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
                return this;
            }

            /** The object of the fields so far; the next field begins another one. */
            public JsonObject build() {
                OrderedFields built = fields;
                fields = new OrderedFields(4);
                return new JsonObject(built);
            }
        }
    }
}

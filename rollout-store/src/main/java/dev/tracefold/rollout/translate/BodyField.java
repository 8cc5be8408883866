/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.PiecedObject.Reader;
import dev.tracefold.model.value.JsonValue;

/** A field of a body that is made here. Its name is one that is written in this package. */
sealed interface BodyField {
    String name();

    /** Adds what the value is written in. */
    void addTo(List<Slice> json);

    /** Reads the value; null if it is an array of items, which are read one by one. */
    @Nullable
    JsonValue read(Reader reader) throws MalformedJsonException;

    /** How many bytes of its pieces nobody has read. */
    long bytesUnread();

    /** A value that no line holds. */
    record Made(String name, JsonValue value) implements BodyField {
        @Override
        public void addTo(List<Slice> json) {
            json.add(Slice.of(value.compact()));
        }

        @Override
        public JsonValue read(Reader reader) {
            return value;
        }

        @Override
        public long bytesUnread() {
            return 0;
        }
    }

    /** A value that stands in a line. */
    record Said(String name, Slice value) implements BodyField {
        @Override
        public void addTo(List<Slice> json) {
            json.add(value);
        }

        @Override
        public JsonValue read(Reader reader) throws MalformedJsonException {
            return reader.read(value);
        }

        @Override
        public long bytesUnread() {
            return value.bytesUnread();
        }
    }

    /** An array of items that stand in lines. */
    record Items(String name, List<Slice> items) implements BodyField {
        private static final Slice OPEN = Slice.of("[");
        private static final Slice COMMA = Slice.of(",");
        private static final Slice CLOSE = Slice.of("]");
        private static final Slice EMPTY = Slice.of("[]");

        @Override
        public void addTo(List<Slice> json) {
            Slice before = OPEN;
            for (Slice item : items) {
                json.add(before);
                json.add(item);
                before = COMMA;
            }
            json.add(items.isEmpty() ? EMPTY : CLOSE);
        }

        @Override
        public @Nullable JsonValue read(Reader reader) {
            return null;
        }

        @Override
        public long bytesUnread() {
            long bytes = 0;
            for (Slice item : items) {
                bytes += item.bytesUnread();
            }
            return bytes;
        }
    }

    /** An object that is made here. */
    record Inner(String name, BodyFields fields) implements BodyField {
        @Override
        public void addTo(List<Slice> json) {
            fields.addTo(json);
        }

        @Override
        public JsonValue read(Reader reader) throws MalformedJsonException {
            return fields.fields(reader);
        }

        @Override
        public long bytesUnread() {
            return fields.bytesUnread();
        }
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.json.MalformedJsonException;
import dev.tracefold.model.json.PiecedObject;
import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonObject;

/** An object that is made here, of values that stand in lines and others. */
record BodyFields(List<BodyField> all) implements PiecedObject {
    static final BodyFields NONE = new BodyFields(List.of());
    private static final Slice CLOSE = Slice.of("}");
    private static final Slice EMPTY = Slice.of("{}");

    /** Adds what the object is written in. */
    void addTo(List<Slice> json) {
        String before = "{\"";
        for (BodyField field : all) {
            json.add(Slice.of(before + field.name() + "\":"));
            field.addTo(json);
            before = ",\"";
        }
        json.add(all.isEmpty() ? EMPTY : CLOSE);
    }

    /** A history may hold items of this for long; what can be read again of them is not kept meanwhile. */
    void letGo() {
        for (BodyField field : all) {
            if (field instanceof BodyField.Items array) {
                array.items().forEach(Slice::letGo);
            }
        }
    }

    @Override
    public int arrays() {
        int arrays = 0;
        for (BodyField field : all) {
            arrays += field instanceof BodyField.Items ? 1 : 0;
        }
        return arrays;
    }

    @Override
    public @Nullable List<Slice> array(String name) {
        for (BodyField field : all) {
            if (field instanceof BodyField.Items array && array.name().equals(name)) {
                return array.items();
            }
        }
        return null;
    }

    @Override
    public JsonObject fields(Reader reader) throws MalformedJsonException {
        JsonObject.Builder fields = new JsonObject.Builder();
        for (BodyField field : all) {
            JsonValue value = field.read(reader);
            if (value != null) {
                fields.field(field.name(), value);
            }
        }
        return fields.build();
    }

    @Override
    public int bytesUnread() {
        long bytes = 0;
        for (BodyField field : all) {
            bytes += field.bytesUnread();
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonNull;
import dev.tracefold.model.value.JsonValue.JsonString;

/** A body under construction: one object, its values pieces of lines or made here. */
final class Body {
    private final List<BodyField> fields = new ArrayList<>(4);

    Body text(String name, @Nullable String value) {
        return value(name, value == null ? JsonNull.NULL : new JsonString(value));
    }

    Body value(String name, JsonValue value) {
        fields.add(new BodyField.Made(name, value));
        return this;
    }

    /** A value as it stands in its line; {@code null} where there is none. */
    Body raw(String name, @Nullable Slice value) {
        return value == null ? value(name, JsonNull.NULL) : rawIfThere(name, value);
    }

    /** A value as it stands in its line, left out where there is none. */
    Body rawIfThere(String name, @Nullable Slice value) {
        if (value != null) {
            fields.add(new BodyField.Said(name, value));
        }
        return this;
    }

    /** Another body as a value. */
    Body object(String name, Body value) {
        fields.add(new BodyField.Inner(name, new BodyFields(value.fields)));
        return this;
    }

    /** An array of items as they stand in their lines. */
    Body array(String name, List<Slice> items) {
        fields.add(new BodyField.Items(name, List.copyOf(items)));
        return this;
    }

    /** The body, which is not built on any more. */
    TranslatedBody made() {
        return TranslatedBody.of(new BodyFields(fields));
    }
}

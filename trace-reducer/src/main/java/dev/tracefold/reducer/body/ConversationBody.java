/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.tracefold.model.value.JsonValue;
import dev.tracefold.model.value.JsonValue.JsonArray;
import dev.tracefold.model.value.JsonValue.JsonObject;

/**
 * A body that carries conversation items.
 *
 * @param items the items of each array that the form of the body has, in their order
 * @param rest the other fields
 */
public record ConversationBody(Map<String, List<NormalizedItem>> items, JsonObject rest) {
    /** The forms of such bodies. */
    public enum Form {
        /** What a model is sent. */
        REQUEST("input"),
        /** What a model answers. */
        RESPONSE("output_items"),
        /** What replaces a history. */
        CHECKPOINT("input_history", "replacement_history");

        private final List<String> arrays;

        Form(String... arrays) {
            this.arrays = List.of(arrays);
        }

        /** The names of the arrays that hold items. */
        public List<String> arrays() {
            return arrays;
        }
    }

    public ConversationBody {
        items = Map.copyOf(items);
    }

    /** The items of one array. */
    public List<NormalizedItem> items(String array) {
        List<NormalizedItem> found = items.get(array);
        if (found == null) {
            throw new IllegalArgumentException("this body has no array " + array);
        }
        return found;
    }

    /**
     * Takes a body apart that has been parsed as a whole.
     *
     * @throws BodyException if an array is not there, or an item of it is not what it should be
     */
    public static ConversationBody of(JsonValue body, Form form) throws BodyException {
        if (!(body instanceof JsonObject object)) {
            throw BodyException.shape("the body is no object");
        }
        JsonObject rest = object;
        for (String name : form.arrays()) {
            requireArray(object, name);
            rest = rest.without(name);
        }
        Map<String, List<NormalizedItem>> items = new java.util.HashMap<>();
        for (String name : form.arrays()) {
            items.put(name, normalized(requireArray(object, name), name));
        }
        return new ConversationBody(items, rest);
    }

    private static JsonArray requireArray(JsonObject body, String name) throws BodyException {
        if (!(body.field(name) instanceof JsonArray array)) {
            throw BodyException.shape("the body has no array " + name);
        }
        return array;
    }

    private static List<NormalizedItem> normalized(JsonArray array, String name) throws BodyException {
        List<NormalizedItem> items = new ArrayList<>(array.values().size());
        for (int i = 0; i < array.values().size(); i++) {
            try {
                NormalizedItem item = ItemNormalizer.normalize(array.values().get(i));
                if (item != null) {
                    items.add(item);
                }
            } catch (BodyException e) {
                throw e.in(name + "[" + i + "]");
            }
        }
        return List.copyOf(items);
    }
}

/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object, in their order. Nearly all objects have a handful of fields, for which a row is less to make and
 * to keep than a hash table. Immutable once it is handed out.
 */
final class OrderedFields extends AbstractMap<String, JsonValue> {
    private static final int MOST_IN_A_ROW = 8;

    private String[] names;
    private JsonValue[] values;
    private int size;
    private @Nullable Map<String, Integer> places;

    OrderedFields(int expected) {
        names = new String[expected];
        values = new JsonValue[expected];
    }

    static OrderedFields copyOf(Map<String, JsonValue> fields) {
        if (fields instanceof OrderedFields already) {
            return already;
        }
        OrderedFields copy = new OrderedFields(fields.size());
        fields.forEach(copy::add);
        return copy;
    }

    /** Sets a field; of a repeated name the first place stays. Only for who makes these. */
    void add(String name, JsonValue value) {
        int place = placeOf(name);
        if (place >= 0) {
            values[place] = value;
            return;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, Math.max(4, size * 2));
            values = Arrays.copyOf(values, names.length);
        }
        names[size] = name;
        values[size] = value;
        size++;
        if (places != null) {
            places.put(name, size - 1);
        } else if (size > MOST_IN_A_ROW) {
            places = new HashMap<>();
            for (int i = 0; i < size; i++) {
                places.put(names[i], i);
            }
        }
    }

    private int placeOf(@Nullable Object name) {
        if (places != null) {
            Integer place = places.get(name);
            return place == null ? -1 : place;
        }
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public @Nullable JsonValue get(@Nullable Object name) {
        int place = placeOf(name);
        return place < 0 ? null : values[place];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return placeOf(name) >= 0;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super JsonValue> action) {
        for (int i = 0; i < size; i++) {
            action.accept(names[i], values[i]);
        }
    }

    @Override
    public Set<Entry<String, JsonValue>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, JsonValue>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < size;
                    }

                    @Override
                    public Entry<String, JsonValue> next() {
                        if (next == size) {
                            throw new NoSuchElementException();
                        }
                        next++;
                        return Map.entry(names[next - 1], values[next - 1]);
                    }
                };
            }

            @Override
            public int size() {
                return size;
            }
        };
    }
}

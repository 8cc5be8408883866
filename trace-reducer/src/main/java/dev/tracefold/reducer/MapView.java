/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.HashMap;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.Id;

/** A part of a state as a graph has it. What is asked for is made then, and not kept. */
final class MapView<K, S, V> extends AbstractMap<K, V> {
    private final int size;
    private final Iterable<Entry<K, V>> entries;
    private final Function<Object, @Nullable S> find;
    private final Function<S, V> value;

    private MapView(int size, Iterable<Entry<K, V>> entries, Function<Object, @Nullable S> find, Function<S, V> value) {
        this.size = size;
        this.entries = entries;
        this.find = find;
        this.value = value;
    }

    static <K, S, V> Map<K, V> of(HashMap<K, S> states, Function<S, V> value) {
        return new MapView<K, S, V>(
                states.size(),
                () -> states.iterator().map(state -> new Made<>(state._1(), state._2(), value)),
                key -> find(states, key),
                value);
    }

    @SuppressWarnings("unchecked") // A key of another type is not found.
    private static <K, S> @Nullable S find(HashMap<K, S> states, Object key) {
        return states.getOrElse((K) key, null);
    }

    static <K, S, V> Map<K, V> of(Ledger<K, S> states, Function<S, V> value) {
        return new MapView<K, S, V>(
                states.size(),
                () -> states.map((key, state) -> new Made<>(key, state, value)),
                key -> find(states, key),
                value);
    }

    @SuppressWarnings("unchecked") // A key of another type is not found.
    private static <K, S> @Nullable S find(Ledger<K, S> states, Object key) {
        return states.get((K) key);
    }

    /** Of states that are in the order of the ordinals in their ids. */
    static <K extends Id, S, V> Map<K, V> of(Rows<S> states, Function<S, K> id, Function<S, V> value) {
        return new MapView<K, S, V>(
                states.size(),
                () -> states.map(state -> new Made<>(id.apply(state), state, value)),
                key -> find(states, id, key),
                value);
    }

    private static <K extends Id, S> @Nullable S find(Rows<S> states, Function<S, K> id, Object key) {
        int ordinal = key instanceof Id wanted ? Ordinals.of(wanted) : 0;
        S state = ordinal < 1 || ordinal > states.size() ? null : states.get(ordinal - 1);
        return state != null && id.apply(state).equals(key) ? state : null;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        S state = key == null ? null : find.apply(key);
        return state == null ? null : value.apply(state);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key != null && find.apply(key) != null;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Entry<K, V>> iterator() {
                return entries.iterator();
            }
        };
    }

    /** An entry whose value is made when it is asked for. */
    private record Made<K, S, V>(K key, S state, Function<S, V> made) implements Entry<K, V> {
        @Override
        public K getKey() {
            return key;
        }

        @Override
        public V getValue() {
            return made.apply(state);
        }

        @Override
        public V setValue(V value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entry<?, ?> entry
                    && key.equals(entry.getKey())
                    && Objects.equals(getValue(), entry.getValue());
        }

        @Override
        public int hashCode() {
            return key.hashCode() ^ getValue().hashCode();
        }
    }
}

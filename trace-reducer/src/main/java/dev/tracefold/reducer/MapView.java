/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A part of a state as a graph has it, made entry by entry while it is gone through. */
final class MapView<K, S, V> extends AbstractMap<K, V> {
    private final int size;
    private final Iterable<S> states;
    private final Function<S, K> key;
    private final Function<S, V> value;

    private MapView(int size, Iterable<S> states, Function<S, K> key, Function<S, V> value) {
        this.size = size;
        this.states = states;
        this.key = key;
        this.value = value;
    }

    static <K, S, V> Map<K, V> of(HashMap<K, S> states, Function<S, V> value) {
        return new MapView<K, Tuple2<K, S>, V>(states.size(), states, Tuple2::_1, state -> value.apply(state._2()));
    }

    static <K, S, V> Map<K, V> of(Vector<S> states, Function<S, K> key, Function<S, V> value) {
        return new MapView<>(states.size(), states, key, value);
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
                Iterator<S> remaining = states.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return remaining.hasNext();
                    }

                    @Override
                    public Entry<K, V> next() {
                        S state = remaining.next();
                        return Map.entry(key.apply(state), value.apply(state));
                    }
                };
            }
        };
    }
}

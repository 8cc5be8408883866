/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.Iterator;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A map for what a session has many of, in the order in which it came. Nothing is ever removed. Immutable; may be shared
 * between threads.
 */
final class Ledger<K, V> {
    private final Keys<K> keys;
    private final Rows<V> rows;

    private Ledger(Keys<K> keys, Rows<V> rows) {
        this.keys = keys;
        this.rows = rows;
    }

    static <K, V> Ledger<K, V> empty() {
        return new Ledger<>(Keys.empty(), Rows.empty());
    }

    int size() {
        return rows.size();
    }

    @Nullable
    V get(K key) {
        int row = keys.row(key, rows.size());
        return row < 0 ? null : rows.get(row);
    }

    V getOrElse(K key, V other) {
        V found = get(key);
        return found == null ? other : found;
    }

    boolean contains(K key) {
        return keys.row(key, rows.size()) >= 0;
    }

    /** With a value for a key, in the place of the one that it had. */
    Ledger<K, V> put(K key, V value) {
        int row = keys.row(key, rows.size());
        return row < 0
                ? new Ledger<>(keys.with(key, rows.size()), rows.append(value))
                : new Ledger<>(keys, rows.update(row, value));
    }

    /**
     * Nobody has seen this ledger but its maker, who gives it up: the one that it was made of can grow again where it would
     * have to be copied otherwise.
     */
    void giveUp(Ledger<K, V> madeOf) {
        if (keys == madeOf.keys) {
            keys.takeBack(madeOf.size(), size());
        }
    }

    /** What is made of each key and its value. */
    <R> Iterator<R> map(BiFunction<K, V, R> made) {
        return Iterator.ofAll(rows).zipWithIndex((value, row) -> made.apply(keys.key(row), value));
    }
}

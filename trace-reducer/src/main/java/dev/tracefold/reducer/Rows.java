/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.reducer;

import io.vavr.collection.Vector;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a session has many of, one behind the other. Nearly all that changes is among the last that came, so these are kept
 * apart, where a change copies a few references. Immutable.
 */
final class Rows<V> implements Iterable<V> {
    private static final int BLOCK = 32;
    private static final Rows<?> EMPTY = new Rows<>(Vector.empty(), new Object[0]);

    /** Each of one length. */
    private final Vector<Object[]> blocks;
    /** What comes behind them. */
    private final Object[] last;

    private Rows(Vector<Object[]> blocks, Object[] last) {
        this.blocks = blocks;
        this.last = last;
    }

    @SuppressWarnings("unchecked") // there is no row of a wrong type
    static <V> Rows<V> empty() {
        return (Rows<V>) EMPTY;
    }

    int size() {
        return blocks.size() * BLOCK + last.length;
    }

    @SuppressWarnings("unchecked") // nothing else was added
    V get(int row) {
        Objects.checkIndex(row, size());
        return (V) block(row / BLOCK)[row % BLOCK];
    }

    private Object[] block(int number) {
        return number == blocks.size() ? last : blocks.get(number);
    }

    /** With one behind all others. */
    Rows<V> append(V value) {
        if (last.length == BLOCK) {
            return new Rows<>(blocks.append(last), new Object[] {value});
        }
        Object[] longer = Arrays.copyOf(last, last.length + 1);
        longer[last.length] = value;
        return new Rows<>(blocks, longer);
    }

    /** With another one in a place. */
    Rows<V> update(int row, V value) {
        Objects.checkIndex(row, size());
        Object[] changed = block(row / BLOCK).clone();
        changed[row % BLOCK] = value;
        return row / BLOCK == blocks.size()
                ? new Rows<>(blocks, changed)
                : new Rows<>(blocks.update(row / BLOCK, changed), last);
    }

    /** What is made of each of them. */
    <R> Iterator<R> map(Function<V, R> made) {
        return io.vavr.collection.Iterator.ofAll(this).map(made);
    }

    @Override
    public Iterator<V> iterator() {
        return new Iterator<>() {
            private Object[] block = last;
            private int next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            @SuppressWarnings("unchecked") // nothing else was added
            public V next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (next % BLOCK == 0) {
                    block = block(next / BLOCK);
                }
                return (V) block[next++ % BLOCK];
            }
        };
    }
}

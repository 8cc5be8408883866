/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.graph;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list that grows at its end by giving longer lists, which share what they have in common. A session asks its model
 * with the same history over and over, each time a bit longer; kept one by one, the histories of a long session would be
 * most of its graph. Immutable; may be shared between threads.
 */
public final class History<E> extends AbstractList<E> implements RandomAccess {
    private static final History<?> EMPTY = new History<>(new Grown(new Object[0], 0), 0);

    /** What lists share: each is the beginning of it. Only ever added to, behind the end of all of them. */
    private static final class Grown {
        private volatile Object[] elements;
        private int filled;

        Grown(Object[] elements, int filled) {
            this.elements = elements;
            this.filled = filled;
        }

        /** Adds behind so many, unless another list has grown on from there. */
        synchronized boolean add(int size, Object element) {
            if (filled != size) {
                return false;
            }
            if (size == elements.length) {
                elements = Arrays.copyOf(elements, capacity(size));
            }
            elements[size] = element;
            filled++;
            return true;
        }
    }

    // Final, so that whoever sees the list sees the elements that were there when it was made.
    private final Grown grown;
    private final int size;

    private History(Grown grown, int size) {
        this.grown = grown;
        this.size = size;
    }

    /** No element. */
    @SuppressWarnings("unchecked") // there is no element of a wrong type
    public static <E> History<E> empty() {
        return (History<E>) EMPTY;
    }

    /** The elements of a collection, none of them null; a history is its own copy. */
    public static <E> History<E> copyOf(Collection<? extends E> elements) {
        if (elements instanceof History<? extends E> history) {
            @SuppressWarnings("unchecked") // it is only read
            History<E> same = (History<E>) history;
            return same;
        }
        Object[] copy = elements.toArray().clone();
        for (Object element : copy) {
            Objects.requireNonNull(element, "element");
        }
        return copy.length == 0 ? empty() : new History<>(new Grown(copy, copy.length), copy.length);
    }

    /** This list with an element behind it. */
    public History<E> with(E element) {
        Objects.requireNonNull(element, "element");
        Grown longer = grown;
        // The empty list belongs to everybody, so nobody grows it.
        if (size == 0 || !longer.add(size, element)) {
            Object[] own = new Object[capacity(size)];
            System.arraycopy(grown.elements, 0, own, 0, size);
            longer = new Grown(own, size);
            longer.add(size, element);
        }
        return new History<>(longer, size + 1);
    }

    private static int capacity(int size) {
        return Math.max(4, size * 2);
    }

    /** This list with others behind it. */
    public History<E> withAll(Collection<? extends E> elements) {
        History<E> longer = this;
        for (E element : elements) {
            longer = longer.with(element);
        }
        return longer;
    }

    /**
     * The beginning of this list.
     *
     * @throws IndexOutOfBoundsException if it has less than so many
     */
    public History<E> first(int count) {
        if (count < 0 || count > size) {
            throw new IndexOutOfBoundsException(count + " of " + size);
        }
        return count == size ? this : count == 0 ? empty() : new History<>(grown, count);
    }

    /** How many elements at the beginning this list is known to share with another; there may be more that are equal. */
    public int shared(History<?> other) {
        return grown == other.grown ? Math.min(size, other.size) : 0;
    }

    @Override
    @SuppressWarnings("unchecked") // nothing else was added
    public E get(int index) {
        return (E) grown.elements[Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
        return size;
    }
}

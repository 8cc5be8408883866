/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.Id;

/**
 * Puts ids in the order of their UTF-8 bytes. Nothing else can be done before that is, and there may be hundreds of
 * thousands.
 */
final class ById {
    private static final int BEYOND_ASCII = 0xff;
    // How many places there may be for each number.
    private static final int SPARSEST = 8;

    // As many characters of an id, and its place, make one number; fewer ids are compared as they are, and so are more.
    private static final int TAKEN = 5;
    private static final int BITS_OF_PLACES = Long.SIZE - TAKEN * Byte.SIZE;
    private static final int PLACES = (1 << BITS_OF_PLACES) - 1;
    private static final int FEW = 32;

    private ById() {}

    /** The ids in the order of their UTF-8 bytes. */
    static <I extends Id> List<I> sorted(Set<I> ids) {
        List<I> sorted = new ArrayList<>(ids);
        long most = most(sorted);
        if (most >= 0 && most / SPARSEST <= ids.size()) {
            return numbered(sorted, (int) most);
        }
        sort(sorted, 0);
        return sorted;
    }

    /** The highest number if all are one word with a number behind it, else -1. */
    private static <I extends Id> long most(List<I> ids) {
        String word = null;
        long most = -1;
        for (Id id : ids) {
            if (id.number() < 0 || (word != null && !id.word().equals(word))) {
                return -1;
            }
            word = id.word();
            most = Math.max(most, id.number());
        }
        return most;
    }

    /** Numbers know their places: behind 1 comes 10, behind that 100, and 2 when there are no more that begin so. */
    private static <I extends Id> List<I> numbered(List<I> ids, int most) {
        @SuppressWarnings("unchecked")
        @Nullable
        I[] byNumber = (@Nullable I[]) new @Nullable Id[most + 1];
        for (I id : ids) {
            byNumber[(int) id.number()] = id;
        }
        List<I> sorted = new ArrayList<>(ids.size());
        add(byNumber[0], sorted);
        long number = 1;
        while (sorted.size() < ids.size()) {
            if (number <= most) {
                add(byNumber[(int) number], sorted);
                number *= 10;
            } else {
                number = number / 10 + 1;
                while (number % 10 == 0) {
                    number /= 10;
                }
            }
        }
        return sorted;
    }

    private static <I> void add(@Nullable I id, List<I> sorted) {
        if (id != null) {
            sorted.add(id);
        }
    }

    /**
     * Those of one kind begin alike and differ soon after that, so nearly all of them are told apart by a number that is made
     * of what comes behind what they share; and the others by one that is made of what comes behind that.
     *
     * @param alike how many characters all begin with, at least
     */
    private static <I extends Id> void sort(List<I> ids, int alike) {
        int shared = ids.size() < FEW || ids.size() >> BITS_OF_PLACES > 0 ? -1 : shared(ids);
        if (shared < alike) {
            ids.sort((a, b) -> Utf8.compare(a.value(), b.value()));
            return;
        }
        long[] order = new long[ids.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = ((numberOf(ids.get(i).value(), shared) << BITS_OF_PLACES) ^ Long.MIN_VALUE) | i;
        }
        Arrays.sort(order);
        List<I> unsorted = new ArrayList<>(ids);
        for (int i = 0; i < order.length; i++) {
            ids.set(i, unsorted.get((int) order[i] & PLACES));
        }
        int from = 0;
        for (int i = 1; i <= order.length; i++) {
            if (i == order.length || order[i] >> BITS_OF_PLACES != order[from] >> BITS_OF_PLACES) {
                if (i - from > 1) {
                    sort(ids.subList(from, i), shared + TAKEN);
                }
                from = i;
            }
        }
    }

    /** How many characters all ids begin with. */
    private static <I extends Id> int shared(List<I> ids) {
        String first = ids.isEmpty() ? "" : ids.get(0).value();
        int shared = first.length();
        for (Id each : ids) {
            String id = each.value();
            int i = 0;
            while (i < shared && i < id.length() && id.charAt(i) == first.charAt(i)) {
                i++;
            }
            shared = i;
        }
        return shared;
    }

    /** The bytes behind a length; all that is beyond ASCII is behind it, and left to a comparison of the ids. */
    private static long numberOf(String id, int from) {
        long number = 0;
        int i = from;
        for (int n = 0; n < TAKEN; n++) {
            int c = i < id.length() ? id.charAt(i) : 0;
            if (c < 0x80) {
                i++;
            } else {
                c = BEYOND_ASCII;
            }
            number = (number << Byte.SIZE) | c;
        }
        return number;
    }
}

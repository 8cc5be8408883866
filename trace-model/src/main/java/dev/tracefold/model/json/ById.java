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

    /**
     * An id on its way to its place. Those of one kind begin alike and differ soon after that, so nearly all of them are
     * told apart by a number that is made of what comes behind what they share.
     *
     * @param difference in the order of the ids; where it is equal, the ids decide
     */
    private record Different<I extends Id>(long difference, I id) implements Comparable<Different<I>> {
        @Override
        public int compareTo(Different<I> other) {
            return difference == other.difference
                    ? Utf8.compare(id.value(), other.id.value())
                    : Long.compareUnsigned(difference, other.difference);
        }
    }

    private ById() {}

    /** The ids in the order of their UTF-8 bytes. */
    static <I extends Id> List<I> sorted(Set<I> ids) {
        long most = most(ids);
        return most >= 0 && most / SPARSEST <= ids.size() ? numbered(ids, (int) most) : named(ids);
    }

    /** The highest number if all are one word with a number behind it, else -1. */
    private static <I extends Id> long most(Set<I> ids) {
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
    private static <I extends Id> List<I> numbered(Set<I> ids, int most) {
        @SuppressWarnings("unchecked")
        @Nullable
        I[] byNumber = (@Nullable I[]) new @Nullable Id[most + 1];
        int count = 0;
        for (I id : ids) {
            byNumber[(int) id.number()] = id;
            count++;
        }
        List<I> sorted = new ArrayList<>(count);
        add(byNumber[0], sorted);
        long number = 1;
        while (sorted.size() < count) {
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

    private static <I extends Id> List<I> named(Set<I> ids) {
        List<I> sorted = new ArrayList<>(ids);
        int shared = shared(sorted);
        @SuppressWarnings({"unchecked", "rawtypes"})
        Different<I>[] different = new Different[sorted.size()];
        for (int i = 0; i < different.length; i++) {
            different[i] = new Different<>(difference(sorted.get(i).value(), shared), sorted.get(i));
        }
        Arrays.parallelSort(different);
        for (int i = 0; i < different.length; i++) {
            sorted.set(i, different[i].id());
        }
        return sorted;
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
    private static long difference(String id, int from) {
        long difference = 0;
        int i = from;
        for (int n = 0; n < Long.BYTES; n++) {
            int c = i < id.length() ? id.charAt(i) : 0;
            if (c < 0x80) {
                i++;
            } else {
                c = BEYOND_ASCII;
            }
            difference = (difference << 8) | c;
        }
        return difference;
    }
}

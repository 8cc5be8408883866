/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import dev.tracefold.model.id.Id;

/**
 * Puts entries in the order of the UTF-8 bytes of their ids. Nothing else can be done before that is, and there may be
 * hundreds of thousands.
 */
final class ById {
    private static final int BEYOND_ASCII = 0xff;
    // How many places there may be for each number.
    private static final int SPARSEST = 8;

    /**
     * An entry on its way to its place. Ids of one kind begin alike and differ soon after that, so nearly all of them are
     * told apart by a number that is made of what comes behind what they share.
     *
     * @param difference in the order of the ids; where it is equal, the ids decide
     */
    private record Different<I extends Id, T>(long difference, Map.Entry<I, T> entry)
            implements Comparable<Different<I, T>> {
        @Override
        public int compareTo(Different<I, T> other) {
            return difference == other.difference
                    ? Utf8.compare(entry.getKey().value(), other.entry.getKey().value())
                    : Long.compareUnsigned(difference, other.difference);
        }
    }

    private ById() {}

    /** The entries in the order of the UTF-8 bytes of their ids. Their values are not asked for. */
    static <I extends Id, T> List<Map.Entry<I, T>> sorted(Map<I, T> values) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map.Entry<I, T>[] entries = values.entrySet().toArray(new Map.Entry[0]);
        long most = most(entries);
        return most >= 0 && most / SPARSEST <= entries.length
                ? numbered(entries, (int) most)
                : Arrays.asList(named(entries));
    }

    /** The highest number if all are one word with a number behind it, else -1. */
    private static <I extends Id, T> long most(Map.Entry<I, T>[] entries) {
        long most = -1;
        for (Map.Entry<I, T> entry : entries) {
            Id id = entry.getKey();
            if (id.number() < 0 || !id.word().equals(entries[0].getKey().word())) {
                return -1;
            }
            most = Math.max(most, id.number());
        }
        return most;
    }

    /** Numbers know their places: behind 1 comes 10, behind that 100, and 2 when there are no more that begin so. */
    private static <I extends Id, T> List<Map.Entry<I, T>> numbered(Map.Entry<I, T>[] entries, int most) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map.@Nullable Entry<I, T>[] byNumber = new Map.Entry[most + 1];
        for (Map.Entry<I, T> entry : entries) {
            byNumber[(int) entry.getKey().number()] = entry;
        }
        List<Map.Entry<I, T>> sorted = new ArrayList<>(entries.length);
        add(byNumber[0], sorted);
        long number = 1;
        while (sorted.size() < entries.length) {
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

    private static <E> void add(@Nullable E entry, List<E> sorted) {
        if (entry != null) {
            sorted.add(entry);
        }
    }

    private static <I extends Id, T> Map.Entry<I, T>[] named(Map.Entry<I, T>[] entries) {
        int shared = shared(entries);
        @SuppressWarnings({"unchecked", "rawtypes"})
        Different<I, T>[] sorted = new Different[entries.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = new Different<>(difference(entries[i].getKey().value(), shared), entries[i]);
        }
        Arrays.parallelSort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            entries[i] = sorted[i].entry();
        }
        return entries;
    }

    /** How many characters all ids begin with. */
    private static <I extends Id, T> int shared(Map.Entry<I, T>[] entries) {
        String first = entries.length == 0 ? "" : entries[0].getKey().value();
        int shared = first.length();
        for (Map.Entry<I, T> entry : entries) {
            String id = entry.getKey().value();
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

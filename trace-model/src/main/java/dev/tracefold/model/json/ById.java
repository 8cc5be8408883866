/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.json;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.tracefold.model.id.Id;

/**
 * An entry on its way to its place. Ids of one kind begin alike and differ soon after that, so nearly all of them are told
 * apart by a number that is made of what comes behind what they share.
 *
 * @param difference in the order of the ids; where it is equal, the ids decide
 * @param entry what has the value, which may be made when it is asked for
 */
record ById<T>(long difference, Map.Entry<? extends Id, T> entry) implements Comparable<ById<T>> {
    private static final int BEYOND_ASCII = 0xff;
    private static final int MOST_DIGITS = 17;
    private static final int BITS_OF_DIGITS = 5;

    /** The entries in the order of the UTF-8 bytes of their ids. Their values are not asked for. */
    static <I extends Id, T> List<ById<T>> sorted(Map<I, T> values) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map.Entry<I, T>[] entries = values.entrySet().toArray(new Map.Entry[0]);
        @SuppressWarnings({"unchecked", "rawtypes"})
        ById<T>[] sorted = new ById[entries.length];
        boolean numbered = areNumbers(entries);
        int shared = numbered ? 0 : shared(entries);
        for (int i = 0; i < sorted.length; i++) {
            Id id = entries[i].getKey();
            long difference = numbered ? difference(id.number()) : difference(id.value(), shared);
            sorted[i] = new ById<>(difference, entries[i]);
        }
        // Nothing else can be done before this is, and there may be hundreds of thousands.
        Arrays.parallelSort(sorted);
        return Arrays.asList(sorted);
    }

    /** Whether all are one word with a number behind it. */
    private static <I extends Id, T> boolean areNumbers(Map.Entry<I, T>[] entries) {
        for (Map.Entry<I, T> entry : entries) {
            Id id = entry.getKey();
            if (id.number() < 0 || !id.word().equals(entries[0].getKey().word())) {
                return false;
            }
        }
        return true;
    }

    /** Its digits from the left, and how many they are: in the order of the texts, each number has its own. */
    private static long difference(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long fromLeft = number;
        for (int n = digits; n < MOST_DIGITS; n++) {
            fromLeft *= 10;
        }
        return (fromLeft << BITS_OF_DIGITS) | digits;
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

    Id id() {
        return entry.getKey();
    }

    @Override
    public int compareTo(ById<T> other) {
        return difference == other.difference
                ? Utf8.compare(id().value(), other.id().value())
                : Long.compareUnsigned(difference, other.difference);
    }
}

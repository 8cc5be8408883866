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
 * apart by the few bytes behind what they share.
 *
 * @param difference eight bytes of the id; where they are equal, the ids decide
 * @param entry what has the value, which may be made when it is asked for
 */
record ById<T>(long difference, String id, Map.Entry<?, T> entry) implements Comparable<ById<T>> {
    private static final int BEYOND_ASCII = 0xff;

    /** The entries in the order of the UTF-8 bytes of their ids. Their values are not asked for. */
    static <I extends Id, T> List<ById<T>> sorted(Map<I, T> values) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map.Entry<I, T>[] entries = values.entrySet().toArray(new Map.Entry[0]);
        int shared = shared(entries);
        @SuppressWarnings({"unchecked", "rawtypes"})
        ById<T>[] sorted = new ById[entries.length];
        for (int i = 0; i < sorted.length; i++) {
            String id = entries[i].getKey().value();
            sorted[i] = new ById<>(difference(id, shared), id, entries[i]);
        }
        // Nothing else can be done before this is, and there may be hundreds of thousands.
        Arrays.parallelSort(sorted);
        return Arrays.asList(sorted);
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

    @Override
    public int compareTo(ById<T> other) {
        return difference == other.difference
                ? Utf8.compare(id, other.id)
                : Long.compareUnsigned(difference, other.difference);
    }
}

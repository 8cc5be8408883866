/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.model.id;

import org.jspecify.annotations.Nullable;

/**
 * What all identifiers have in common: a text, which is also their JSON. Those of one kind are equal if their texts are.
 * Immutable; may be shared between threads.
 */
// No records: those find out at run time how to compare themselves, which a short command would wait for.
public abstract class Id {
    private static final int NONE = -1;
    private static final int MOST_DIGITS = 17;
    private static final long MOST = 99_999_999_999_999_999L;

    // A session has millions of ids, and most are a word and a number, like raw_payload:7; of such a text, no string is
    // kept.
    private final String word;
    private final long number;

    Id(String value) {
        int digits = digits(value);
        if (digits == value.length()) {
            word = value;
            number = NONE;
        } else {
            word = SharedWords.before(value, digits);
            number = Long.parseLong(value, digits, value.length(), 10);
        }
    }

    /**
     * The same of a word and of the number behind it.
     *
     * @throws IllegalArgumentException if the word ends in anything but a colon or a dash, or the number has more than 17
     *     digits or is below zero
     */
    Id(String word, long number) {
        if (!endsWord(word, word.length()) || number < 0 || number > MOST) {
            throw new IllegalArgumentException("no id is made of '" + word + "' and " + number);
        }
        this.word = word;
        this.number = number;
    }

    /** Where the number begins that a text ends in, in the only way to write it; the length of the text if there is none. */
    private static int digits(String value) {
        int first = value.length();
        while (first > 0 && isDigit(value.charAt(first - 1))) {
            first--;
        }
        int count = value.length() - first;
        boolean number = count == 1 || (count > 1 && count <= MOST_DIGITS && value.charAt(first) != '0');
        return number && endsWord(value, first) ? first : value.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether a number may stand behind so much of a text. */
    private static boolean endsWord(String text, int end) {
        return end == 0 || text.charAt(end - 1) == ':' || text.charAt(end - 1) == '-';
    }

    /** The identifier as it is written in a bundle. */
    public final String value() {
        return number == NONE ? word : word.concat(Long.toString(number));
    }

    /** What stands before its {@link #number()}; all of it if there is none. */
    public final String word() {
        return word;
    }

    /** The number that it ends in, of at most 17 digits and behind a colon, a dash or nothing; -1 if there is none. */
    public final long number() {
        return number;
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // what names a thread names no turn
    public final boolean equals(@Nullable Object other) {
        return this == other
                || (other != null
                        && other.getClass() == getClass()
                        && ((Id) other).number == number
                        && ((Id) other).word.equals(word));
    }

    @Override
    public final int hashCode() {
        return number == NONE ? word.hashCode() : 31 * word.hashCode() + Long.hashCode(number);
    }

    @Override
    public final String toString() {
        return value();
    }
}

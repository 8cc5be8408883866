/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.tracefold.rollout.translate;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Reads the times of lines; one that cannot be read is that of the line before. */
final class Times {
    private long last;
    // Most lines are of one day.
    private int date = -1;
    private long daysToDate;

    Times(long first) {
        last = first;
    }

    long read(String timestamp) {
        long fast = usual(timestamp);
        if (fast != Long.MIN_VALUE) {
            last = fast;
            return fast;
        }
        try {
            last = OffsetDateTime.parse(timestamp).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException unreadable) {
            // Times are for people; the order of the lines is what counts.
        }
        return last;
    }

    /** The form that recorders write, {@code 2026-01-31T12:34:56.789Z}. */
    private long usual(String text) {
        if (text.length() != 24
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || text.charAt(19) != '.'
                || text.charAt(23) != 'Z') {
            return Long.MIN_VALUE;
        }
        int century = two(text, 0);
        int year = two(text, 2);
        int month = two(text, 5);
        int day = two(text, 8);
        int hour = two(text, 11);
        int minute = two(text, 14);
        int second = two(text, 17);
        int hundredths = two(text, 20);
        int thousandth = text.charAt(22) - '0';
        // One that is no number is below zero, and so is all of them together.
        boolean numbers = (century | year | month | day | hour | minute | second | hundredths | thousandth) >= 0;
        if (!numbers || hour > 23 || minute > 59 || second > 59 || thousandth > 9) {
            return Long.MIN_VALUE;
        }
        try {
            long days = days((century * 100 + year) * 10_000 + month * 100 + day);
            return ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000L + hundredths * 10L + thousandth;
        } catch (DateTimeException noSuchDay) {
            return Long.MIN_VALUE;
        }
    }

    /** The days up to a date, which is written as a number. */
    private long days(int written) {
        if (written != date) {
            daysToDate = LocalDate.of(written / 10_000, written / 100 % 100, written % 100)
                    .toEpochDay();
            date = written;
        }
        return daysToDate;
    }

    private static int two(String text, int at) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }
}
